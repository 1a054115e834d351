import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost({ env: { IDENTITY: 'app-service' } });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

/** As App Service authentication passes a request on. */
function someone(account: string, claims: Readonly<Record<string, string>> = {}): Holder {
  const body = { auth_typ: 'aad', claims: Object.entries(claims).map(([typ, val]) => ({ typ, val })) };
  const holder = new Holder(host);
  holder.headers = {
    'x-ms-client-principal': Buffer.from(JSON.stringify(body)).toString('base64'),
    'x-ms-client-principal-id': account,
    // The provider's own token, which is not for us.
    authorization: 'Bearer somebody.elses.token',
  };
  return holder;
}

/** Steps up, and sends the token that this gave where App Service leaves it alone. */
async function steppedUp(holder: Holder, contactId: string, address: string): Promise<Holder> {
  const challenge = await holder.post('/api/challenges', { contactId, purpose: 'step-up' });
  const { body } = await holder.verify(challenge.body.id, await holder.code(address));
  const elevated = new Holder(host);
  elevated.headers = { ...holder.headers, 'x-security-info-token': body.accessToken };
  return elevated;
}

describe('IDN-2 behind App Service authentication', () => {
  it('a holder has an account from the first call on, adds, steps up and removes', async () => {
    const ada = someone('ada', { email: 'ada@house.example', email_verified: 'true' });
    expect(await ada.info()).toMatchObject({ status: 200, body: { contacts: [] } });
    const own = await ada.post('/api/security-info', { channel: 'email', address: 'ada@house.example' });
    expect(own.body.errors[0]?.code).toBe('own-sign-in-address');
    const address = 'ada@elsewhere.example';
    const added = await ada.post('/api/security-info', { channel: 'email', address });
    expect((await ada.verify(added.body.challenge.id, await ada.code(address))).status).toBe(200);
    expect(await ada.removeAll()).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
    const elevated = await steppedUp(ada, added.body.contact.id, address);
    expect((await elevated.info()).body.contacts[0]?.address).toBe(address);
    expect((await elevated.removeAll()).body.protection.state).toBe('protected');
  });

  it('a step-up is its holder’s alone, and worth nothing without the principal', async () => {
    const [grace, mallory] = [someone('grace'), someone('mallory')];
    const address = 'grace@elsewhere.example';
    const added = await grace.post('/api/security-info', { channel: 'email', address });
    await grace.verify(added.body.challenge.id, await grace.code(address));
    const { headers } = await steppedUp(grace, added.body.contact.id, address);
    const token = headers['x-security-info-token'] ?? '';
    mallory.headers = { ...mallory.headers, 'x-security-info-token': token };
    expect((await mallory.info()).status).toBe(401);
    mallory.headers = { 'x-security-info-token': token };
    expect((await mallory.info()).status).toBe(401);
    mallory.headers = {};
    mallory.token = token;
    expect((await mallory.info()).status).toBe(401);
  });

  it('nobody, and what is no principal, is not signed in; routes for passwords of ours are not there', async () => {
    const nobody = new Holder(host);
    expect((await nobody.info()).status).toBe(401);
    nobody.headers = { 'x-ms-client-principal': 'e30', 'x-ms-client-principal-id': '' };
    expect((await nobody.info()).status).toBe(401);
    expect((await nobody.signUp()).status).toBe(404);
    expect((await nobody.signIn()).status).toBe(404);
  });

  it('IDN-4 a principal opens no gate, a gate key does', async () => {
    const gate = new Holder(host);
    const ask = () => gate.post('/api/gate/recovery-grant', { recoveryGrant: 'x' });
    gate.headers = someone('ada', { roles: 'security-info.gate' }).headers;
    expect((await ask()).status).toBe(401);
    gate.headers = { authorization: 'Bearer local-gate-key-good-for-nothing-else' };
    expect(await ask()).toMatchObject({ status: 403, body: { code: 'grant-invalid' } });
  });
});
