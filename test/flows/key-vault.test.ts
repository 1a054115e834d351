import { decodeProtectedHeader } from 'jose';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateKeyRing, keyRingSchema } from '../../src/adapters/keys/key-ring.js';
import { rotatedKeys } from '../../src/adapters/keys/rotated-keys.js';
import { Holder } from '../support/holder.js';
import { keyVault } from '../support/key-vault.js';
import { managedIdentity } from '../support/managed-identity.js';
import { startHost, type LocalHost } from '../support/start-host.js';

let identity: Awaited<ReturnType<typeof managedIdentity>>;
let vault: Awaited<ReturnType<typeof keyVault>>;
let host: LocalHost;
beforeAll(async () => {
  [identity, vault] = await Promise.all([managedIdentity(), keyVault()]);
  const env = {
    ...identity.env,
    AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential',
    KEYS_SECRET: `${vault.url}/secrets/keys`,
  };
  host = await startHost({ env });
});
afterAll(async () => {
  for (const one of [host, vault, identity]) await one[Symbol.asyncDispose]();
});

const rotate = async () => {
  const ring = keyRingSchema.parse(JSON.parse(vault.versions('keys').at(-1) ?? ''));
  vault.put('keys', { value: JSON.stringify(await rotatedKeys(ring, ['signing', 'code'], undefined)) });
};

it('IDN-5 with the keys in a vault: no start without them, none made up, and a rotation goes through', async () => {
  const health = () => fetch(`${host.url}/api/health`);
  expect((await health()).status).toBe(500);
  // The answer and the process's own words come by different ways.
  await expect.poll(() => host.logs).toContain('is not there. Make it: npm run prepare-vault');

  vault.outages.push(503, 503);
  const outage = await health();
  expect([outage.status, await outage.json()]).toMatchObject([503, { code: 'unavailable', part: 'keys' }]);

  vault.put('keys', { value: JSON.stringify(await generateKeyRing()) });
  expect((await health()).status).toBe(200);
  expect(await readdir(host.dataDir)).not.toContain('keys.json');

  const holder = await Holder.signedUp(host);
  const contactId = await holder.addEmail('ada@example.org');
  const before = decodeProtectedHeader(holder.token).kid;
  await rotate();
  await host.advance('PT61S');
  await holder.stepUp(contactId, 'ada@example.org');
  expect(decodeProtectedHeader(holder.token).kid).not.toBe(before);
  expect((await holder.info()).body.contacts.map(({ address }) => address)).toEqual(['ada@example.org']);
});
