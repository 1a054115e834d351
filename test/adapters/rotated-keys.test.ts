import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAddressVault } from '../../src/adapters/keys/address-vault.js';
import { followKeys } from '../../src/adapters/keys/followed-keys.js';
import { keyFile, openKeyFile, replaceKeyFile } from '../../src/adapters/keys/key-file.js';
import { currentKey, generateKeyRing, ringAt, type KeyRing } from '../../src/adapters/keys/key-ring.js';
import { createLinkTokens } from '../../src/adapters/keys/link-tokens.js';
import { RINGS, rotatedKeys } from '../../src/adapters/keys/rotated-keys.js';
import { createSecurityCodes } from '../../src/adapters/keys/security-codes.js';
import { createAccessTokens } from '../../src/adapters/tokens/access-tokens.js';
import type { PlainAddress } from '../../src/domain/contact-address.js';
import type { AccountId, WindowId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, MINUTE, plus, type Instant } from '../../src/domain/instant.js';
import { NOW, signedIn } from '../support/accounts.js';

const issuer = 'https://account.example.com';
const account = 'account' as AccountId;
const link = { kind: 'cancel-protection', accountId: account, windowId: 'window' as WindowId } as const;
const from = plus(NOW, 15 * MINUTE);

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rotation-'));
  path = join(folder, 'keys.json');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('IDN-5 rotated keys', () => {
  it('each named ring has one more, the others and the hash key stay', async () => {
    const ring = await generateKeyRing();
    const rotated = await rotatedKeys(ring, ['code', 'signing'], from);
    expect(rotated.code.map(({ version }) => version)).toEqual([1, 2]);
    expect(rotated.signing).toHaveLength(2);
    expect(rotated.signing[0]).toEqual(ring.signing[0]);
    expect({ ...rotated, code: ring.code, signing: ring.signing }).toEqual(ring);
  });

  it.each([
    [-1, 1],
    [0, 2],
    [1, 2],
  ])('%i ms from its time, version %i makes new things, and both read', async (milliseconds, version) => {
    const ring = await generateKeyRing();
    const file = await rotatedKeys(ring, RINGS, from);
    const now = ringAt(file, plus(from, milliseconds));
    expect(createSecurityCodes(now).currentKeyVersion).toBe(version);
    expect(createLinkTokens(now).issue(link)).toMatch(new RegExp(`^${version}\\.`));
    const vault = createAddressVault(now);
    const address = 'ada@example.org' as PlainAddress;
    expect(vault.seal(address, account)).toMatch(new RegExp(`^v${version}\\.`));

    const tokens = await createAccessTokens({ keys: now.signing, issuer });
    const { kid } = decodeProtectedHeader(await tokens.issue(signedIn(), plus(NOW, DAY), NOW));
    expect(tokens.publicKeys.map((key) => key.kid).indexOf(kid ?? '')).toBe(version - 1);

    // Another instance began earlier, or looks later: each reads what the other makes.
    const others = ringAt(file, plus(from, HOUR));
    const foreign = await createAccessTokens({ keys: others.signing, issuer });
    const token = await foreign.issue(signedIn(), plus(NOW, DAY), NOW);
    expect(await tokens.read(token, NOW)).toEqual(signedIn());
    expect(vault.open(createAddressVault(others).seal(address, account), account)).toBe(address);
    expect(createLinkTokens(now).read(createLinkTokens(others).issue(link))).toEqual(link);
  });

  it('the JWKS has every public key and no private part', async () => {
    const { signing } = await rotatedKeys(await generateKeyRing(), RINGS, from);
    const { publicKeys } = await createAccessTokens({
      keys: ringAt({ ...(await generateKeyRing()), signing }, NOW).signing,
      issuer,
    });
    expect(publicKeys).toHaveLength(2);
    for (const key of publicKeys)
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  });

  it('where every key waits, the oldest works', () => {
    expect(
      currentKey([
        { version: 1, waits: true },
        { version: 2, waits: true },
      ] as never),
    ).toMatchObject({ version: 1 });
  });
});

/** As 0.2.0 made it. */
async function fileOf02(): Promise<KeyRing> {
  const { address, code, hash, signing } = await generateKeyRing();
  await writeFile(path, JSON.stringify({ code, address, hash, signing }), { mode: 0o600 });
  return openKeyFile(path);
}

describe('a key file of 0.2', () => {
  it('opens, and its links verify before and after links get a key of their own', async () => {
    const old = await fileOf02();
    expect(old.link).toEqual(old.code);
    const token = createLinkTokens({ link: old.code }).issue(link);
    const rotated = await replaceKeyFile(path, (ring) => rotatedKeys(ring, ['code', 'link'], undefined));
    expect(await openKeyFile(path)).toEqual(rotated);
    const after = createLinkTokens(rotated);
    expect(after.read(token)).toEqual(link);
    expect(after.issue(link)).toMatch(/^2\./);
    expect(rotated.link[1]?.secret).not.toBe(rotated.code[1]?.secret);
    // What is made with a code key is no link from then on.
    expect(after.read(createLinkTokens({ link: rotated.code }).issue(link))).toBeUndefined();
  });
});

describe('replacing the key file', () => {
  it('keeps it to its owner, and of two at once one says what to do', async () => {
    await openKeyFile(path);
    const rotate = () => replaceKeyFile(path, (ring) => rotatedKeys(ring, RINGS, undefined));
    await replaceKeyFile(path, async (ring) => {
      await expect(rotate()).rejects.toThrow('another rotation is under way');
      return rotatedKeys(ring, RINGS, undefined);
    });
    expect((await openKeyFile(path)).code).toHaveLength(2);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await rotate()).code).toHaveLength(3);
  });

  it('that failed leaves it as it was', async () => {
    await openKeyFile(path);
    const before = await readFile(path, 'utf8');
    await expect(replaceKeyFile(path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readFile(path, 'utf8')).toBe(before);
    await replaceKeyFile(path, (ring) => Promise.resolve(ring));
  });
});

describe('following the key file', () => {
  const version = (keys: KeyRing) => Promise.resolve(createSecurityCodes(keys).currentKeyVersion);

  async function followed() {
    const clock = { at: NOW, now: (): Instant => clock.at };
    // However long a look takes, the call that looks waits for it.
    const current = await followKeys(keyFile(path), clock, version, 30_000);
    return { clock, current };
  }

  it('a new key is seen within a minute, and makes things when its time comes', async () => {
    const { clock, current } = await followed();
    await replaceKeyFile(path, (ring) => rotatedKeys(ring, ['code'], plus(NOW, 2 * MINUTE)));
    const seen: number[] = [];
    for (const minutes of [0, 1, 2, 3]) {
      clock.at = plus(NOW, minutes * MINUTE);
      seen.push(await current());
    }
    expect(seen).toEqual([1, 1, 2, 2]);
  });

  it('a slow look holds nobody up while the keys are recent, and everybody once they are not', async () => {
    const clock = { at: NOW, now: () => clock.at };
    const ring = await generateKeyRing();
    const rotated = await rotatedKeys(ring, ['code'], NOW);
    let answer: (ring: KeyRing) => void = () => undefined;
    const source = {
      open: () => Promise.resolve(ring),
      read: () => new Promise<KeyRing>((resolve) => (answer = resolve)),
    };
    const current = await followKeys(source, clock, version);
    clock.at = plus(NOW, MINUTE);
    expect(await current()).toBe(1);
    answer(rotated);
    // The look ends without anything to wait for.
    await new Promise((resolve) => setImmediate(resolve));
    expect(await current()).toBe(2);

    clock.at = plus(clock.at, 5 * MINUTE + 1);
    const told: string[] = [];
    const waiting = current().then(() => told.push('keys'));
    await new Promise((resolve) => setTimeout(resolve, 750));
    told.push('still waiting');
    answer(rotated);
    await waiting;
    expect(told).toEqual(['still waiting', 'keys']);
  });

  it('a file that is broken or gone changes nothing, is told, and is not made anew', async () => {
    const { clock, current } = await followed();
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const good = await readFile(path, 'utf8');
    await writeFile(path, '{}');
    clock.at = plus(clock.at, MINUTE);
    expect(await current()).toBe(1);
    await rm(path);
    clock.at = plus(clock.at, MINUTE);
    expect(await current()).toBe(1);
    expect(warn).toHaveBeenCalledTimes(2);
    warn.mockRestore();
    await expect(stat(path)).rejects.toThrow('ENOENT');
    await writeFile(path, good, { mode: 0o600 });
    await replaceKeyFile(path, (ring) => rotatedKeys(ring, ['code'], undefined));
    clock.at = plus(clock.at, MINUTE);
    expect(await current()).toBe(2);
  });
});

describe('npm run rotate-keys', () => {
  const run = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, ['dist/src/rotate-keys.js', ...args]);

  it('adds keys, and says from when and what to do next', async () => {
    await openKeyFile(path);
    const { stdout } = await run('--file', path, '--ring', 'code,signing', '--minutes', '5');
    expect(stdout).toMatch(/code, signing.*from \d{4}-/s);
    const { code, link: links, signing } = await openKeyFile(path);
    expect([code.length, links.length, signing.length]).toEqual([2, 1, 2]);
    expect(Date.parse(code[1]?.from ?? '')).toBeGreaterThan(Date.now());
    expect(stdout).not.toContain(code[1]?.secret);
    await run('--file', path, '--minutes', '0');
    expect((await openKeyFile(path)).address).toMatchObject([{ version: 1 }, { version: 2 }]);
  });

  it.each([
    [[]],
    [['--file', 'keys.json', '--ring', 'hash']],
    [['--file', 'keys.json', '--minutes', '1441']],
    [['--file', 'keys.json', '--minutes', '-1']],
    [['--all']],
  ])('%j is refused with how it is used', async (args) => {
    await expect(run(...args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--file FILE') as string,
    });
  });

  it('makes no file', async () => {
    await expect(run('--file', path)).rejects.toMatchObject({
      stderr: expect.stringContaining('There is no key file') as string,
    });
    await expect(stat(`${path}.new`)).rejects.toThrow('ENOENT');
  });
});
