import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/holder.js';
import { recovering } from '../support/recovering.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { TwoStepHolder } from '../support/two-step-holder.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const refused = (status: number, code: string, more: object = {}) => ({ status, body: { code, ...more } });

describe('DEV-1 trusted devices', () => {
  it('sign in without a code; listed, renamed tokens at every use, revoked', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'device');
    const first = await holder.trustDevice('Tablet');
    const signedIn = await holder.signIn();
    expect(signedIn.body).toMatchObject({ outcome: 'signed-in', protection: { state: 'normal' } });
    expect(signedIn.body.deviceToken).toMatch(/^[\w-]{22}\.[\w-]{66}$/);
    expect(signedIn.body.deviceToken).not.toBe(first);
    expect((await holder.signIn()).body.outcome).toBe('signed-in');

    const { devices } = (await holder.call('GET', '/api/trusted-devices')).body;
    expect(devices).toMatchObject([{ name: 'Tablet' }]);
    expect(Object.keys(devices[0]!).sort()).toEqual(['id', 'lastUsedAt', 'name', 'trustedAt']);
    const path = `/api/trusted-devices/${devices[0]!.id}`;
    expect(await holder.call('DELETE', path)).toMatchObject(refused(403, 'step-up-required'));
    await holder.stepUp(holder.emailId, holder.email);
    expect((await holder.call('DELETE', path)).status).toBe(204);
    expect((await holder.call('DELETE', path)).status).toBe(404);
    expect((await holder.signIn()).body.outcome).toBe('code-required');
  });

  it('a used token is good for two minutes more, then showing it ends the device', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'stolen');
    const stolen = await holder.trustDevice();
    expect((await holder.signIn(stolen)).body.outcome).toBe('signed-in');
    const kept = holder.deviceToken;
    await host.advance('PT1M30S');
    expect((await holder.signIn(stolen)).body.outcome).toBe('signed-in');
    expect((await holder.signIn(kept)).body.outcome).toBe('signed-in');
    const newest = holder.deviceToken;
    await host.advance('PT2M1S');
    expect((await holder.signIn(stolen)).body.outcome).toBe('code-required');
    expect((await holder.signIn(newest)).body.outcome).toBe('code-required');
    await holder.giveCode();
    expect((await holder.call('GET', '/api/trusted-devices')).body.devices).toEqual([]);
  });

  it('an invented token, another account’s, a cut one: asked for the code, and nothing is revoked', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'invented');
    const other = await TwoStepHolder.withTwoStep(host, 'others');
    const token = await holder.trustDevice();
    const invented = `${token.slice(0, 23)}${'A'.repeat(66)}`;
    for (const shown of [invented, await other.trustDevice(), token.slice(0, -1), 'x', `${token}x`]) {
      expect((await holder.signIn(shown)).body.outcome).toBe('code-required');
    }
    expect((await holder.signIn(token)).body.outcome).toBe('signed-in');
  });

  it('DUR-4 a sign-in repeated under its key gives the same next token, however late', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'repeated');
    const token = await holder.trustDevice();
    const first = await holder.signIn(token, 'again');
    await host.advance('PT10M');
    const second = await holder.signIn(token, 'again');
    expect(second.body).toEqual(first.body);
    expect((await holder.signIn(first.body.deviceToken)).body.outcome).toBe('signed-in');
  });

  it('CODE-3 gets in while others’ guesses make everybody wait, and has waits of its own', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'besieged');
    await holder.trustDevice();
    const { signInName } = holder;
    const guess = (said: object = {}) =>
      new TwoStepHolder(host).post('/api/sign-in', { signInName, password: 'a wrong guess', ...said });
    for (let n = 0; n < 10; n += 1) expect((await guess()).status).toBe(401);
    expect((await guess()).body).toMatchObject({ status: 429, code: 'too-many-attempts' });
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    const { deviceToken } = holder;
    for (let n = 0; n < 10; n += 1) expect((await guess({ deviceToken })).status).toBe(401);
    expect((await guess({ deviceToken })).body.code).toBe('too-many-attempts');
  });

  it('unused for 60 days it is forgotten, used meanwhile it is not', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'unused');
    await holder.trustDevice();
    await host.advance('P59DT23H');
    expect((await holder.signIn()).body.outcome).toBe('signed-in');
    await host.advance('P60D');
    expect((await holder.signIn()).body.outcome).toBe('code-required');
  });

  it('is trusted after any code that leaves somebody signed in, also before two-step verification is on', async () => {
    const holder = new TwoStepHolder(host);
    await holder.signUp();
    await holder.signIn();
    const email = 'early@example.org';
    const added = await holder.post('/api/security-info', { channel: 'email', address: email });
    const verified = await holder.post(`/api/challenges/${added.body.challenge.id}/verify`, {
      code: await holder.code(email),
      trustDevice: true,
    });
    holder.token = verified.body.accessToken;
    expect(verified.body.deviceToken).toBeDefined();
    await holder.setTwoStep(true);
    expect((await holder.signIn(verified.body.deviceToken)).body.outcome).toBe('signed-in');
  });

  it('turning two-step verification off forgets them all', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'off');
    await holder.trustDevice();
    await holder.stepUp(holder.emailId, holder.email);
    await holder.setTwoStep(false);
    await holder.setTwoStep(true);
    expect((await holder.signIn()).body.outcome).toBe('code-required');
  });

  it('CNF-1 may still be asked to make sure that a code can be received', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'still-asked');
    await holder.trustDevice();
    for (let month = 0; month < 3; month += 1) {
      await host.advance('P50D');
      expect((await holder.signIn()).body.outcome).toBe('signed-in');
    }
    await host.advance('P31D');
    const asked = await holder.signIn();
    expect(asked.body).toMatchObject({ outcome: 'confirmation-required', canSkip: true });
    expect(asked.body.deviceToken).toBeDefined();
  });
});

/** A browser, which keeps the device in a cookie: `cookie` is what it would send. */
class BrowserHolder extends TwoStepHolder {
  cookie: string | undefined;

  override async call(method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
    this.headers = this.cookie === undefined ? {} : { cookie: `theme=dark; ${this.cookie}; seen=1` };
    const answer = await super.call(method, path, body, key);
    const set = answer.headers.getSetCookie();
    expect(set.length).toBeLessThanOrEqual(1);
    this.cookie = set[0]?.split(';')[0] ?? this.cookie;
    return answer;
  }

  /** Whatever a body said of a device is forgotten: only the cookie shows it. */
  override signIn(_?: string, key?: string): Promise<Answer> {
    this.deviceToken = undefined;
    return super.signIn(undefined, key);
  }

  /** The code of the message after those that have come so far. */
  async nextCode(): Promise<string> {
    await this.host.advance('PT31S');
    return this.code(this.email);
  }

  static async trusted(name: string): Promise<BrowserHolder> {
    const browser = new BrowserHolder(host);
    const { email, emailId, password, signInName } = await TwoStepHolder.withTwoStep(host, name);
    Object.assign(browser, { email, emailId, password, signInName });
    await browser.trustDevice();
    return browser;
  }
}

const tokenIn = (cookie: string | undefined) => cookie?.split('=')[1];

describe('DEV-1 the device of a browser is a cookie', () => {
  it('set with the code, for no script, no other host, no other site; in the body, too, for those that have no cookies', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'cookie');
    await holder.signIn();
    const verified = await holder.giveCode({ trustDevice: true });
    const [set, ...others] = verified.headers.getSetCookie();
    expect(others).toEqual([]);
    const [pair, ...attributes] = set!.split('; ').map((part) => part.toLowerCase());
    expect(pair).toBe(`__host-security-info-device=${verified.body.deviceToken!.toLowerCase()}`);
    expect(attributes.sort()).toEqual([
      ...['httponly', `max-age=${60 * 86_400}`, 'path=/', 'samesite=strict', 'secure'],
    ]);
    expect(verified.headers.get('cache-control')).toBe('no-store');
  });

  it('signs in without a code, and is another one after each use', async () => {
    const browser = await BrowserHolder.trusted('rotated');
    const first = browser.cookie;
    expect((await browser.signIn()).body.outcome).toBe('signed-in');
    expect(browser.cookie).not.toBe(first);
    await host.advance('PT3M');
    expect((await browser.signIn()).body.outcome).toBe('signed-in');
    browser.cookie = first;
    expect((await browser.signIn()).body.outcome).toBe('code-required');
  });

  it('counts for nothing where the body names a device, and where it is another account’s it stays', async () => {
    const browser = await BrowserHolder.trusted('named');
    const named = { deviceToken: 'x', password: browser.password, signInName: browser.signInName };
    expect((await browser.post('/api/sign-in', named)).body.outcome).toBe('code-required');
    const other = await TwoStepHolder.withTwoStep(host, 'neighbour');
    const neighbour = Object.assign(new BrowserHolder(host), {
      cookie: browser.cookie,
      password: other.password,
      signInName: other.signInName,
    });
    expect((await neighbour.signIn()).body.outcome).toBe('code-required');
    expect(neighbour.cookie).toBe(browser.cookie);
    expect((await browser.signIn()).body.outcome).toBe('signed-in');
  });

  it('alone it opens nothing', async () => {
    const browser = await BrowserHolder.trusted('alone');
    browser.token = '';
    expect((await browser.call('GET', '/api/security-info')).status).toBe(401);
    browser.password = 'another horse battery';
    expect(await browser.signIn()).toMatchObject(refused(401, 'wrong-credentials'));
  });

  it('a script of our own page never sees it', async () => {
    const browser = await BrowserHolder.trusted('unseen');
    const before = browser.cookie;
    const { password, signInName } = browser;
    const response = await fetch(`${host.url}/api/sign-in`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: before!,
        'idempotency-key': 'unseen',
        'sec-fetch-site': 'same-origin',
      },
      body: JSON.stringify({ password, signInName }),
    });
    const [set] = response.headers.getSetCookie();
    const body = (await response.json()) as object;
    expect(body).toMatchObject({ outcome: 'signed-in' });
    expect(body).not.toHaveProperty('deviceToken');
    expect(set).not.toContain(before);
    // The answer that was kept is the same for everybody; what of it goes where is said anew.
    const again = await browser.signIn(undefined, 'unseen');
    expect(again.body.deviceToken).toBe(tokenIn(set?.split(';')[0]));
  });

  it('DUR-4 a repeat gets the same next one, though the first answer has changed the cookie', async () => {
    const browser = await BrowserHolder.trusted('again');
    const before = browser.cookie;
    const first = await browser.signIn(undefined, 'cookie-again');
    const next = browser.cookie;
    expect(next).not.toBe(before);
    const second = await browser.signIn(undefined, 'cookie-again');
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(browser.cookie).toBe(next);
    await host.advance('PT3M');
    expect((await browser.signIn()).body.outcome).toBe('signed-in');
  });

  it('REC-3 is the second proof of a recovery', async () => {
    const browser = await BrowserHolder.trusted('recovers');
    browser.token = '';
    const { ask, start } = recovering(() => host);
    const recovery = await start(browser.signInName);
    const prove = async () => {
      const challengeId = await ask(recovery, browser.emailId, browser.email);
      return browser.verify(challengeId, await browser.nextCode());
    };
    const shown = browser.cookie;
    browser.cookie = undefined;
    expect((await prove()).body.recoveryGrant).toBeUndefined();
    browser.cookie = shown;
    expect((await prove()).body.recoveryGrant).toBeDefined();
  });
});
