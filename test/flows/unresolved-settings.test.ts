import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Gate } from '../support/gate.js';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';

const reference = (name: string) =>
  `@Microsoft.KeyVault(SecretUri=https://kv-hidden.vault.azure.net/secrets/${name})`;

let host: LocalHost;
beforeAll(async () => {
  const env = { DELIVERY_REPORTS_KEY: reference('delivery-reports-key'), GATE_KEYS: reference('gate-keys') };
  host = await startHost({ env });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const outage = { code: 'unavailable', part: 'vault', retryAfter: 60 };
const report = (query: string) =>
  fetch(`${host.url}/api/delivery-reports${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '[]',
  });

describe('keys that the platform could not read from the vault', () => {
  it('keep nobody from signing in and proving a contact', async () => {
    const holder = await Holder.signedUp(host);
    const contactId = await holder.addEmail('ada@example.org');
    await holder.stepUp(contactId, 'ada@example.org');
  });

  it('IDN-4 gates answer an outage to whoever shows a key, and 401 to whoever shows none', async () => {
    const { accountId } = await Holder.signedUp(host);
    const shown = await new Gate(host).signIn(accountId);
    expect(shown).toMatchObject({ status: 503, body: outage });
    expect(await new Holder(host).post('/api/gate/sign-in', { accountId })).toMatchObject({ status: 401 });
  });

  it('CODE-7 delivery reports answer an outage, so that Event Grid tries again', async () => {
    const shown = await report(`?key=${'k'.repeat(43)}`);
    expect(shown.status).toBe(503);
    expect(await shown.json()).toMatchObject(outage);
    expect((await report('')).status).toBe(401);
  });

  it('are named by the log at the start and with each such answer; where the vault is, is not', async () => {
    for (const name of ['DELIVERY_REPORTS_KEY', 'GATE_KEYS']) {
      const words = `${name}: its Key Vault reference was not resolved`;
      await expect.poll(() => host.logs.split(words).length).toBeGreaterThan(2);
    }
    expect(await host.logsSoFar()).not.toContain('kv-hidden');
  });
});
