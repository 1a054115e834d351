import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../support/gate.js';
import { Holder } from '../support/holder.js';
import { OidcProvider } from '../support/oidc-provider.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let provider: OidcProvider;
let host: LocalHost;
beforeAll(async () => {
  provider = await OidcProvider.start({
    lin: { email: 'lin@house.example', email_verified: true, locale: 'en' },
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
    const signIn = { signInName: 'lin@house.example', appPassword };
    expect((await lin.post('/api/sign-in/app', signIn)).status).toBe(404);
    await lin.removeAll();
    expect((await gate.signIn('lin')).body).toEqual({ outcome: 'device-required' });
    expect((await gate.signIn('lin', { deviceToken })).body.outcome).toBe('signed-in');
  });
});
