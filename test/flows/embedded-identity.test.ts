import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const GATE_KEY = 'local-gate-key-good-for-nothing-else';

/** Somebody whose removal was undone: the code of the contact that came back gives a recovery grant. */
async function withGrant(name: string) {
  const [kept, gone] = [`${name}@example.org`, `${name}@example.net`];
  const holder = await Holder.signedUp(host);
  const keptId = await holder.addEmail(kept);
  const goneId = await holder.addEmail(gone);
  await holder.stepUp(keptId, kept);
  await holder.call('DELETE', `/api/security-info/${goneId}`);
  await holder.noticesSettled(gone);
  const { token } = await holder.link(gone, 'contact-removed');
  await holder.post('/api/security-info/undo-removal', { token });
  holder.token = (await holder.signIn()).body.signInToken;
  const asked = await holder.post('/api/challenges', { contactId: goneId, purpose: 'recover' });
  const { recoveryGrant } = (await holder.verify(asked.body.id, await holder.code(gone))).body;
  return { holder, gone, recoveryGrant };
}

function gate(token: string, recoveryGrant: string, key?: string) {
  const service = new Holder(host);
  service.token = token;
  return service.post('/api/gate/recovery-grant', { recoveryGrant }, key);
}

describe('IDN-3 embedded accounts', () => {
  it('IDN-2 App Service’s headers, and tokens meant for it, make nobody a caller', async () => {
    const holder = await Holder.signedUp(host);
    const stranger = new Holder(host);
    stranger.headers = {
      'x-ms-client-principal': Buffer.from('{"claims":[]}').toString('base64'),
      'x-ms-client-principal-id': holder.accountId,
    };
    expect((await stranger.info()).status).toBe(401);
    stranger.headers = { ...stranger.headers, 'x-security-info-token': holder.token };
    expect((await stranger.info()).status).toBe(401);
    // And change nothing of who a bearer speaks for.
    holder.headers = { 'x-ms-client-principal-id': 'somebody-else' };
    expect((await holder.info()).status).toBe(200);
  });
});

describe('IDN-4 a recovery grant at the gate', () => {
  it('REC-4 is taken once: sessions end, contacts are told, and it sets no password any more', async () => {
    const { gone, holder, recoveryGrant } = await withGrant('taken');
    const taken = await gate(GATE_KEY, recoveryGrant);
    expect(taken).toMatchObject({ status: 200, body: { accountId: holder.accountId } });
    for (const again of [recoveryGrant, holder.token, 'x'])
      expect(await gate(GATE_KEY, again)).toMatchObject({ status: 403, body: { code: 'grant-invalid' } });
    const newPassword = 'another horse battery';
    const reset = await holder.post('/api/password/reset', { recoveryGrant, newPassword });
    expect(reset).toMatchObject({ status: 403, body: { code: 'grant-invalid' } });
    expect(await holder.noticesSettled(gone)).toContain('password-changed');
    // The password is ours here, and still nobody's to sign in with.
    expect((await holder.signIn()).body.outcome).toBe('new-password-required');
  });

  it('DUR-4 a repeat with the same key gets the first answer', async () => {
    const { recoveryGrant } = await withGrant('repeated');
    const first = await gate(GATE_KEY, recoveryGrant, 'once');
    expect(first.status).toBe(200);
    expect(await gate(GATE_KEY, recoveryGrant, 'once')).toMatchObject({ status: 200, body: first.body });
  });

  it('is for services: neither nobody nor a holder takes it, nor is a service a holder', async () => {
    const { holder, recoveryGrant } = await withGrant('kept');
    await holder.signIn();
    for (const token of [holder.token, '', `${GATE_KEY}x`])
      expect((await gate(token, recoveryGrant)).status).toBe(401);
    holder.token = GATE_KEY;
    expect((await holder.info()).status).toBe(401);
    expect((await gate(GATE_KEY, recoveryGrant)).status).toBe(200);
  });
});
