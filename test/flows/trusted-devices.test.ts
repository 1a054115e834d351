import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    await host.advance('PT1M59S');
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
