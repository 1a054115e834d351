import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { azureCredential } from '../../src/adapters/azure/azure-credential.js';
import { followKeys } from '../../src/adapters/keys/followed-keys.js';
import { generateKeyRing, keyRingSchema, type KeyRing } from '../../src/adapters/keys/key-ring.js';
import { openKeySecret, parseSecretAddress } from '../../src/adapters/keys/key-secret.js';
import { RINGS, rotatedKeys } from '../../src/adapters/keys/rotated-keys.js';
import { createSecurityCodes } from '../../src/adapters/keys/security-codes.js';
import { makeMissingSecrets } from '../../src/adapters/keys/vault-secrets.js';
import { MINUTE, plus, type Instant } from '../../src/domain/instant.js';
import { Unavailable } from '../../src/ports/unavailable.js';
import { NOW } from '../support/accounts.js';
import { keyVault } from '../support/key-vault.js';
import { managedIdentity } from '../support/managed-identity.js';

let identity: Awaited<ReturnType<typeof managedIdentity>>;
let vault: Awaited<ReturnType<typeof keyVault>>;
beforeAll(async () => {
  identity = await managedIdentity();
  for (const [name, value] of Object.entries(identity.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await identity[Symbol.asyncDispose]();
});
beforeEach(async () => {
  vault = await keyVault();
  vault.put('keys', { value: JSON.stringify(await generateKeyRing()) });
  return () => vault[Symbol.asyncDispose]();
});

const credential = () => azureCredential({ clientId: undefined, isManaged: true });
const address = () => parseSecretAddress(`${vault.url}/secrets/keys`)!;
const secret = async () => openKeySecret(address(), await credential());
/** However long a look takes, the call that looks waits for it. */
const PATIENCE = 30_000;
const codeVersions = (text: string | undefined) =>
  keyRingSchema.parse(JSON.parse(text ?? '')).code.map(({ version }) => version);

describe('the address of a secret', () => {
  it.each([
    'https://example.vault.azure.net/secrets/keys',
    'https://example.vault.azure.net/secrets/keys/',
    'http://127.0.0.1:1/secrets/keys',
  ])('%s', (text) => {
    expect(parseSecretAddress(text)?.name).toBe('keys');
  });

  it.each([
    'http://example.vault.azure.net/secrets/keys',
    'https://example.vault.azure.net/',
    'https://example.vault.azure.net/keys/keys',
    'https://example.vault.azure.net/secrets/keys/0123456789abcdef',
    'https://example.vault.azure.net/secrets/keys?x=1',
    'https://me@example.vault.azure.net/secrets/keys',
    'keys',
  ])('is not %s', (text) => {
    expect(parseSecretAddress(text)).toBeUndefined();
  });
});

describe('IDN-5 keys in a vault', () => {
  it('are read with a token for the vault, and followed: a new version is seen within a minute', async () => {
    const clock = { at: NOW, now: (): Instant => clock.at };
    const version = (keys: KeyRing) => Promise.resolve(createSecurityCodes(keys).currentKeyVersion);
    const current = await followKeys(await secret(), clock, version, PATIENCE);
    expect(identity.asked.map(({ resource }) => resource)).toContain('https://vault.azure.net');
    await (await secret()).replace((ring) => rotatedKeys(ring, ['code'], plus(NOW, 2 * MINUTE)));
    const seen: number[] = [];
    for (const minutes of [0, 1, 2]) {
      clock.at = plus(NOW, minutes * MINUTE);
      seen.push(await current());
    }
    expect(seen).toEqual([1, 1, 2]);
    expect(vault.versions('keys').map(codeVersions)).toEqual([[1], [1, 2]]);
    expect(vault.contentType('keys')).toBe('application/json');
  });

  it('a vault that does not answer stops a start, and not what runs', async () => {
    const clock = { at: NOW, now: (): Instant => clock.at };
    const source = await secret();
    const current = await followKeys(source, clock, () => Promise.resolve('made'), PATIENCE);
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    vault.outages.push(503, 503);
    clock.at = plus(NOW, MINUTE);
    expect(await current()).toBe('made');
    expect(String(warn.mock.calls[0]?.[0])).toContain('keys unavailable');
    warn.mockRestore();
    vault.outages.push(503, 503);
    await expect(source.open()).rejects.toThrow(Unavailable);
  });

  it.each([
    [403, 'Key Vault Secrets User'],
    [404, 'npm run prepare-vault'],
  ])('what the vault refuses with %i says what to do, without its words', async (status, words) => {
    vault.outages.push(status);
    const refused = (await secret()).open();
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.not.toThrow('SECRET WORDS');
  });

  it('what is no key ring is refused, and not shown', async () => {
    vault.put('keys', { value: '{"code":"hush"}' });
    const refused = (await secret()).open();
    await expect(refused).rejects.toThrow('not one of ours');
    await expect(refused).rejects.not.toThrow('hush');
  });

  it('of two rotations at once one is told to look again', async () => {
    const [one, other] = [await secret(), await secret()];
    const overtaken = one.replace(async (ring) => {
      await other.replace((same) => rotatedKeys(same, RINGS, undefined));
      return rotatedKeys(ring, RINGS, undefined);
    });
    await expect(overtaken).rejects.toThrow('changed by somebody else');
    expect(vault.versions('keys')).toHaveLength(2);
  });

  it('and so is one that wrote, and was overwritten right away', async () => {
    const mine = await secret();
    let reads = 0;
    const theirs = JSON.stringify(await generateKeyRing());
    vault.whenRead(() => {
      reads += 1;
      if (reads === 3) vault.put('keys', { value: theirs });
    });
    await expect(mine.replace((ring) => rotatedKeys(ring, RINGS, undefined))).rejects.toThrow(
      'changed by somebody else',
    );
  });
});

describe('the tools', () => {
  const run = (tool: string, ...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [`dist/src/${tool}.js`, ...args], {
      env: { ...process.env, ...identity.env },
    });

  it('rotate-keys writes a new version', async () => {
    const { stdout } = await run('rotate-keys', '--secret', `${vault.url}/secrets/keys`, '--ring', 'code');
    expect(stdout).toContain('has a new key for: code.');
    expect(codeVersions(vault.versions('keys').at(-1))).toEqual([1, 2]);
  });

  it.each([[[]], [['--file', 'x', '--secret', 'https://a.example/secrets/keys']], [['--secret', 'x']]])(
    'rotate-keys wants one place: %j',
    async (args) => {
      await expect(run('rotate-keys', ...args)).rejects.toMatchObject({
        stderr: expect.stringContaining('Name the key file with --file, or the secret') as string,
      });
    },
  );

  it('prepare-vault makes what is missing, and changes nothing that is there', async () => {
    const before = vault.versions('keys');
    const { stdout } = await run('prepare-vault', '--vault', `${vault.url}/`);
    expect(stdout).toBe('Made: delivery-reports-key.\n');
    expect(vault.versions('keys')).toEqual(before);
    const [made] = vault.versions('delivery-reports-key');
    expect(made).toMatch(/^[\w-]{43}$/);
    expect((await run('prepare-vault', '--vault', vault.url)).stdout).toBe('Nothing was missing.\n');
  });

  it('prepare-vault waits until the role works, and no longer', async () => {
    await using empty = await keyVault();
    const patience = { tries: 3, everyMs: 1 };
    const missing = parseSecretAddress(`${empty.url}/secrets/keys`)!;
    empty.outages.push(403, 403);
    expect(await makeMissingSecrets(missing, await credential(), patience)).toEqual([
      'keys',
      'delivery-reports-key',
    ]);
    expect(codeVersions(empty.versions('keys').at(-1))).toEqual([1]);
    empty.outages.push(403, 403, 403);
    await expect(makeMissingSecrets(missing, await credential(), patience)).rejects.toMatchObject({
      statusCode: 403,
    });
  });
});
