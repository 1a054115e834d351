import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKeyFile } from '../../src/adapters/keys/key-file.js';
import { createAccessTokens } from '../../src/adapters/tokens/access-tokens.js';
import type { AccountId, SessionId } from '../../src/domain/identifiers.js';
import { instant, MINUTE, plus } from '../../src/domain/instant.js';
import { Holder } from '../support/holder.js';
import { withRecoveryGrant } from '../support/recovery-grant.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const GATE_KEY = 'local-gate-key-good-for-nothing-else';

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
    const { signing } = await openKeyFile(join(host.dataDir, 'keys.json'));
    const tokens = await createAccessTokens({ keys: signing, issuer: 'urn:security-info:local' });
    const now = instant((await host.now()).getTime());
    const ids = { accountId: holder.accountId as AccountId, sessionId: 'outside' as SessionId };
    stranger.token = await tokens.issue({ ...ids, outside: { since: now } }, plus(now, MINUTE), now);
    expect((await stranger.info()).status).toBe(401);
    // And change nothing of who a bearer speaks for.
    holder.headers = { 'x-ms-client-principal-id': 'somebody-else' };
    expect((await holder.info()).status).toBe(200);
  });
});

describe('IDN-4 a recovery grant at the gate', () => {
  it('REC-4 is taken once: sessions end, contacts are told, and it sets no password any more', async () => {
    const { gone, holder, recoveryGrant } = await withRecoveryGrant(host, 'taken');
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
    const { recoveryGrant } = await withRecoveryGrant(host, 'repeated');
    const first = await gate(GATE_KEY, recoveryGrant, 'once');
    expect(first.status).toBe(200);
    expect(await gate(GATE_KEY, recoveryGrant, 'once')).toMatchObject({ status: 200, body: first.body });
  });

  it('is for services: neither nobody nor a holder takes it, nor is a service a holder', async () => {
    const { holder, recoveryGrant } = await withRecoveryGrant(host, 'kept');
    await holder.signIn();
    for (const token of [holder.token, '', `${GATE_KEY}x`])
      expect((await gate(token, recoveryGrant)).status).toBe(401);
    holder.token = GATE_KEY;
    expect((await holder.info()).status).toBe(401);
    expect((await gate(GATE_KEY, recoveryGrant)).status).toBe(200);
  });
});
