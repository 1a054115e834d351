import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../support/gate.js';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { TwoStepHolder } from '../support/two-step-holder.js';

let host: LocalHost;
let gate: Gate;
beforeAll(async () => {
  host = await startHost();
  gate = new Gate(host);
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const refused = (status: number, code: string, more: object = {}) => ({ status, body: { code, ...more } });
const OPEN = ['mail', 'messaging', 'files', 'devices'];
const SHUT = ['security-settings', 'payment'];

const appSignIn = (holder: Holder, appPassword: string) =>
  new Holder(host).post('/api/sign-in/app', { signInName: holder.signInName, appPassword });

async function makeAppPassword(holder: Holder, name = 'Mail on the tablet') {
  const made = await holder.post('/api/app-passwords', { name });
  expect(made.status).toBe(201);
  return made.body;
}

describe('APP-1 app passwords', () => {
  it('are made with a step-up, shown once, listed, told of, and revoked', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'app');
    const elevated = holder.token;
    // Told by a flow of its own: the next one's may overtake it.
    expect(await holder.noticesSettled(holder.email)).toEqual(['two-step-changed']);
    const name = 'Mail on the tablet';
    const { appPassword, id } = await makeAppPassword(holder);
    expect(appPassword).toMatch(/^(?:[0-9a-z]{4}-){4}[0-9a-z]{4}$/);
    const listed = await holder.call('GET', '/api/app-passwords');
    expect(listed.body.appPasswords).toMatchObject([{ id, name }]);
    expect(JSON.stringify(listed.body)).not.toContain(appPassword.slice(5));
    expect(await holder.noticesSettled(holder.email)).toEqual(['two-step-changed', 'app-password-made']);

    await holder.signIn();
    await holder.giveCode();
    expect(await holder.post('/api/app-passwords', { name })).toMatchObject(refused(403, 'step-up-required'));
    const path = `/api/app-passwords/${id}`;
    expect(await holder.call('DELETE', path)).toMatchObject(refused(403, 'step-up-required'));
    holder.token = elevated;
    expect((await appSignIn(holder, appPassword)).status).toBe(200);
    expect((await holder.call('DELETE', path)).status).toBe(204);
    expect((await holder.call('DELETE', path)).status).toBe(404);
    expect(await appSignIn(holder, appPassword)).toMatchObject(refused(401, 'wrong-credentials'));
  });

  it('give a token for other systems, which no route here takes', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'services');
    const { appPassword } = await makeAppPassword(holder);
    const typed = appPassword.toUpperCase().replaceAll('-', ' ');
    const { accessToken, expiresAt } = (await appSignIn(holder, typed)).body;
    expect(Date.parse(expiresAt) - (await host.now()).getTime()).toBeLessThanOrEqual(3_600_000);
    const keys = createRemoteJWKSet(new URL(`${host.url}/api/jwks`));
    const { payload } = await jwtVerify(accessToken, keys, {
      typ: 'services+jwt',
      currentDate: await host.now(),
    });
    expect(payload).toMatchObject({ sub: holder.accountId, scope: 'services' });
    expect(decodeProtectedHeader(accessToken).alg).toBe('ES256');

    const app = new Holder(host);
    app.token = accessToken;
    for (const [method, path] of [
      ['GET', '/api/security-info'],
      ['GET', '/api/app-passwords'],
      ['GET', '/api/trusted-devices'],
      ['POST', '/api/sign-out'],
      ['DELETE', '/api/security-info'],
    ] as const)
      expect(await app.call(method, path), path).toMatchObject(refused(401, 'unauthenticated'));
    const { appPasswords } = (await holder.call('GET', '/api/app-passwords')).body;
    expect(appPasswords[0]?.lastUsedAt).toBeDefined();
  });

  it('and passwords each open their own door alone; CODE-8 a code opens neither, and is told so', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'doors');
    const { appPassword } = await makeAppPassword(holder);
    const wrong = refused(401, 'wrong-credentials');
    expect(await appSignIn(holder, holder.password)).toMatchObject(wrong);
    const asPassword = { signInName: holder.signInName, password: appPassword };
    expect(await holder.post('/api/sign-in', asPassword)).toMatchObject(wrong);
    const last = appPassword.endsWith('0') ? '1' : '0';
    expect(await appSignIn(holder, appPassword.slice(0, -1) + last)).toMatchObject(wrong);
    expect(await appSignIn(new Holder(host), appPassword)).toMatchObject(wrong);
    for (const code of ['123456', '012 345', '12345678'])
      expect(await appSignIn(holder, code)).toMatchObject(refused(401, 'code-is-not-password'));
  });

  it('CODE-3 a wrong one tried again and again locks itself out, and no other', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'stubborn');
    const old = await makeAppPassword(holder, 'Old');
    const { appPassword } = await makeAppPassword(holder, 'New');
    await holder.call('DELETE', `/api/app-passwords/${old.id}`);
    let last = await appSignIn(holder, old.appPassword);
    for (let n = 0; n < 120 && last.status === 401; n += 1) last = await appSignIn(holder, old.appPassword);
    expect(last).toMatchObject(refused(429, 'too-many-attempts'));
    expect((await appSignIn(holder, appPassword)).status).toBe(200);
  });

  it('DUR-4 a repeat under the same key shows the same one, and makes no other', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'app-repeat');
    const first = await holder.post('/api/app-passwords', { name: 'Mail' }, 'once');
    const second = await holder.post('/api/app-passwords', { name: 'Mail' }, 'once');
    expect(second.body).toEqual(first.body);
    expect((await holder.call('GET', '/api/app-passwords')).body.appPasswords).toHaveLength(1);
  });

  it('after a new password is needed none of them opens anything', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'app-distrust');
    const { appPassword } = await makeAppPassword(holder);
    const asked = await holder.post('/api/replacement', { channel: 'email', address: 'x@new.example' });
    await holder.verify(asked.body.challenge.id, await holder.code('x@new.example'));
    await holder.noticesSettled(holder.email);
    const { token } = await holder.link(holder.email, 'protection-started');
    await holder.post('/api/protection/cancel', { token });
    expect(await appSignIn(holder, appPassword)).toMatchObject(refused(401, 'wrong-credentials'));
    expect((await gate.operation(holder.accountId, 'mail', { appPassword })).body).toMatchObject({
      allowed: false,
      reason: 'wrong-app-password',
    });
  });
});

describe('IDN-4 the gates', () => {
  it('are for services', async () => {
    const holder = await Holder.signedUp(host);
    for (const key of [holder.token, 'another-key-of-thirty-two-letters-and-more'])
      for (const answer of [
        await new Gate(host, key).signIn(holder.accountId),
        await new Gate(host, key).operation(holder.accountId, 'mail'),
      ])
        expect(answer).toMatchObject(refused(401, 'unauthenticated'));
    for (const unknown of ['nobody', 'a/b?c#d', 'AAAAAAAAAAAAAAAAAAAAAA', "o'clock"]) {
      expect(await gate.signIn(unknown)).toMatchObject(refused(404, 'not-found'));
      expect(await gate.operation(unknown, 'mail')).toMatchObject(refused(404, 'not-found'));
    }
    expect(await gate.operation(holder.accountId, 'everything')).toMatchObject(
      refused(400, 'invalid-request'),
    );
    expect(await gate.signIn(holder.accountId, { lastSignInAt: 'yesterday' })).toMatchObject(
      refused(400, 'invalid-request'),
    );
  });

  it('CNF-1 ask after an absence that the other system knows of, once; the flow reminds', async () => {
    const holder = await Holder.signedUp(host);
    const email = 'absent@example.org';
    const contactId = await holder.addEmail(email);
    expect((await gate.signIn(holder.accountId)).body).toEqual({
      outcome: 'signed-in',
      account: { accountId: holder.accountId },
      protection: { state: 'normal' },
    });
    const ago = (days: number, now: Date) => new Date(now.getTime() - days * 86_400_000).toISOString();
    const now = await host.now();
    const recent = await gate.signIn(holder.accountId, { lastSignInAt: ago(59, now) });
    expect(recent.body.outcome).toBe('signed-in');
    const lastSignInAt = ago(61, now);
    const asked = await gate.signIn(holder.accountId, { lastSignInAt });
    expect(asked.body).toMatchObject({
      outcome: 'confirmation-required',
      canSkip: true,
      confirmation: { state: 'noticed' },
      contacts: [{ id: contactId }],
    });
    expect(asked.body).not.toHaveProperty('accessToken');
    await host.advance('P5DT1H');
    expect(await holder.notices(email)).toEqual(['confirmation-reminder']);
    await holder.stepUp(contactId, email);
    expect((await gate.signIn(holder.accountId, { lastSignInAt })).body.outcome).toBe('signed-in');
  });

  it('TSV-1 ask for the code; its token is the proof, for a quarter of an hour', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'gate-code');
    expect((await gate.signIn(holder.accountId)).body).toMatchObject({
      outcome: 'code-required',
      contacts: [{ id: holder.emailId }],
    });
    await holder.signIn();
    const deviceToken = (await holder.giveCode({ trustDevice: true })).body.deviceToken;
    const proof = { signInProof: holder.token };
    expect((await gate.signIn(holder.accountId, proof)).body.outcome).toBe('signed-in');
    const stranger = await TwoStepHolder.withTwoStep(host, 'gate-stranger');
    expect((await gate.signIn(stranger.accountId, proof)).body.outcome).toBe('code-required');
    expect((await gate.signIn(stranger.accountId, { deviceToken })).body.outcome).toBe('code-required');
    await holder.stepUp(holder.emailId, holder.email);
    const other = { signInProof: holder.token };
    expect((await gate.signIn(holder.accountId, other)).body.outcome).toBe('code-required');
    await host.advance('PT15M1S');
    expect((await gate.signIn(holder.accountId, proof)).body.outcome).toBe('code-required');
    // The token stays as it is: twice, and much later.
    for (let n = 0; n < 2; n += 1) {
      expect((await gate.signIn(holder.accountId, { deviceToken })).body.outcome).toBe('signed-in');
      await host.advance('P1D');
    }
  });

  it('WIN-2 the story: mail opens for a trusted device and an app password, payment for nobody, until the window ends', async () => {
    const holder = await TwoStepHolder.withTwoStep(host, 'story');
    const { accountId } = holder;
    const deviceToken = await holder.trustDevice('Laptop');
    await holder.stepUp(holder.emailId, holder.email);
    const { appPassword } = await makeAppPassword(holder);
    for (const operation of [...OPEN, ...SHUT])
      expect((await gate.operation(accountId, operation)).body).toEqual({ allowed: true });
    const { endsAt } = (await holder.removeAll()).body.protection;

    for (const operation of OPEN) {
      const closed = await gate.operation(accountId, operation);
      expect(closed.body).toEqual({ allowed: false, reason: 'device-required', until: endsAt });
      expect((await gate.operation(accountId, operation, { deviceToken })).body).toEqual({ allowed: true });
      expect((await gate.operation(accountId, operation, { appPassword })).body).toEqual({ allowed: true });
    }
    for (const operation of SHUT) {
      for (const proof of [{}, { deviceToken }])
        expect((await gate.operation(accountId, operation, proof)).body).toEqual({
          allowed: false,
          reason: 'account-protected',
          until: endsAt,
        });
      expect((await gate.operation(accountId, operation, { appPassword })).body).toEqual({
        allowed: false,
        reason: 'app-password-not-enough',
      });
    }
    expect((await gate.signIn(accountId)).body).toEqual({ outcome: 'device-required' });
    expect((await gate.signIn(accountId, { deviceToken })).body).toMatchObject({
      outcome: 'signed-in',
      protection: { state: 'protected', endsAt },
    });
    expect((await appSignIn(holder, appPassword)).status).toBe(200);
    const { password, signInName } = holder;
    const signIn = { signInName, password };
    expect((await new Holder(host).post('/api/sign-in', signIn)).body).toEqual({
      outcome: 'device-required',
    });
    const atDevice = await new Holder(host).post('/api/sign-in', { ...signIn, deviceToken });
    expect(atDevice.body.outcome).toBe('signed-in');

    await host.advance('P29DT23H');
    expect((await gate.operation(accountId, 'mail')).body.allowed).toBe(false);
    await host.advance('PT1H');
    for (const operation of [...OPEN, ...SHUT])
      expect((await gate.operation(accountId, operation)).body).toEqual({ allowed: true });
  });

  it('WIN-2 without two-step verification a window leaves mail and the like open', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail();
    await holder.removeAll();
    for (const operation of OPEN)
      expect((await gate.operation(holder.accountId, operation)).body).toEqual({ allowed: true });
    for (const operation of SHUT)
      expect((await gate.operation(holder.accountId, operation)).body).toMatchObject({
        allowed: false,
        reason: 'account-protected',
      });
  });
});
