import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../support/gate.js';
import { Holder } from '../support/holder.js';
import { OidcProvider } from '../support/oidc-provider.js';
import { startHost, type LocalHost } from '../support/start-host.js';

const GATE_KEY = 'local-gate-key-good-for-nothing-else';

let provider: OidcProvider;
let host: LocalHost;
beforeAll(async () => {
  const person = (name: string) => ({ email: `${name}@house.example`, email_verified: true, locale: 'en' });
  provider = await OidcProvider.start({
    ...{ lin: person('lin'), lise: person('lise') },
    gate: { roles: ['security-info.gate'] },
  });
  host = await startHost({ env: provider.settings });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await provider[Symbol.asyncDispose]();
});

describe('IDN-4 TSV-1 two-step verification where another system keeps the password', () => {
  it('the gate asks, the holder gives the code with the provider’s token, and its token is the proof', async () => {
    const gate = new Gate(host);
    expect((await gate.signIn('lin')).status).toBe(404);
    const lin = new Holder(host);
    const theirs = await provider.token('lin');
    lin.token = theirs;
    const email = 'lin@elsewhere.example';
    const contactId = await lin.addEmail(email);
    expect((await gate.signIn('lin')).body.outcome).toBe('signed-in');
    expect((await lin.call('PUT', '/api/two-step-verification', { enabled: true })).status).toBe(200);
    expect((await gate.signIn('lin')).body).toMatchObject({
      outcome: 'code-required',
      contacts: [{ id: contactId }],
    });

    lin.token = theirs;
    const asked = await lin.post('/api/challenges', { contactId, purpose: 'sign-in' });
    expect(asked.status).toBe(201);
    const code = await lin.code(email);
    const verified = await lin.post(`/api/challenges/${asked.body.id}/verify`, { code, trustDevice: true });
    expect(verified.status).toBe(200);
    const { accessToken: signInProof, deviceToken } = verified.body;
    expect((await gate.signIn('lin', { signInProof })).body.outcome).toBe('signed-in');
    expect((await gate.signIn('lin', { signInProof: theirs })).body.outcome).toBe('code-required');
    expect((await gate.signIn('lin', { deviceToken })).body.outcome).toBe('signed-in');

    // App passwords open the other system's doors through the gate; there is no sign-in of ours.
    await lin.stepUp(contactId, email);
    const { appPassword } = (await lin.post('/api/app-passwords', { name: 'Mail' })).body;
    expect((await gate.operation('lin', 'mail', { appPassword })).body).toEqual({ allowed: true });
    const mistyped = await gate.operation('lin', 'mail', { appPassword: `${appPassword}x` });
    expect(mistyped).toMatchObject({ status: 200, body: { allowed: false, reason: 'wrong-app-password' } });
    const signIn = { signInName: 'lin@house.example', appPassword };
    expect((await lin.post('/api/sign-in/app', signIn)).status).toBe(404);
    await lin.removeAll();
    expect((await gate.signIn('lin')).body).toEqual({ outcome: 'device-required' });
    expect((await gate.signIn('lin', { deviceToken })).body.outcome).toBe('signed-in');
  });
});

describe('IDN-4 services', () => {
  const service = async () => new Gate(host, await provider.token('gate'));

  it('a key of ours and a token with the role open the gates; a holder’s does not', async () => {
    const refused = { status: 403, body: { code: 'grant-invalid' } };
    expect(await new Gate(host).takeGrant('x')).toMatchObject(refused);
    expect(await (await service()).takeGrant('x')).toMatchObject(refused);
    for (const token of [await provider.token('lin'), `${GATE_KEY}s`, ''])
      expect((await new Gate(host, token).takeGrant('x')).status).toBe(401);
    for (const token of [GATE_KEY, await provider.token('gate')]) {
      const holder = new Holder(host);
      holder.token = token;
      expect((await holder.info()).status).toBe(401);
    }
  });

  it('REC-1 REC-4 IDN-5 a recovery by the name they have there gives a grant that anybody can verify and one takes, once', async () => {
    const lise = new Holder(host);
    lise.token = await provider.token('lise');
    lise.accountId = 'lise';
    const address = 'lise@elsewhere.example';
    const contactId = await lise.addEmail(address);
    const stranger = new Holder(host);
    const started = await stranger.post('/api/recovery', { signInName: 'LISE@house.example' });
    expect(started.body.contacts).toMatchObject([{ id: contactId }]);
    const { recoveryId } = started.body as unknown as { recoveryId: string };
    const completed = { contactId, proof: address };
    const asked = await stranger.post(`/api/recovery/${recoveryId}/code`, completed);
    await host.advance('PT15S');
    const { recoveryGrant } = (await stranger.verify(asked.body.challengeId, await lise.code(address))).body;

    const jwks = createRemoteJWKSet(new URL(`${host.url}/api/jwks`));
    const { payload } = await jwtVerify(recoveryGrant, jwks, {
      ...{ algorithms: ['ES256'], issuer: 'urn:security-info:local', audience: 'security-info' },
      ...{ typ: 'recovery-grant+jwt', currentDate: await host.now() },
    });
    expect(payload.sub).toBe('lise');

    const taken = await (await service()).takeGrant(recoveryGrant);
    expect(taken).toMatchObject({ status: 200, body: { accountId: 'lise' } });
    expect(await new Gate(host).takeGrant(recoveryGrant)).toMatchObject({ status: 403 });
    expect((await lise.info()).status).toBe(401);
    expect(await lise.noticesSettled(address)).toContain('password-changed');
  });
});
