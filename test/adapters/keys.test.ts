import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAddressVault } from '../../src/adapters/keys/address-vault.js';
import { openKeyFile } from '../../src/adapters/keys/key-file.js';
import { generateKeyRing, type KeyRing } from '../../src/adapters/keys/key-ring.js';
import { createSecurityCodes, hotp } from '../../src/adapters/keys/security-codes.js';
import type { PlainAddress, SealedAddress } from '../../src/domain/contact-address.js';
import type { AccountId, ChallengeId, ContactId } from '../../src/domain/identifiers.js';
import type { CodeBinding, TypedCode } from '../../src/domain/security-code.js';

const ring = await generateKeyRing();
const rotated: KeyRing = { ...ring, ...(await newer(ring)) };
async function newer(old: KeyRing): Promise<Pick<KeyRing, 'address' | 'code'>> {
  const fresh = await generateKeyRing();
  const next = (keys: KeyRing['code']) => ({ version: 2, secret: keys[0]?.secret ?? '' });
  return { address: [...old.address, next(fresh.address)], code: [...old.code, next(fresh.code)] };
}

const account = 'account' as AccountId;
const binding: CodeBinding = {
  ...{ keyVersion: 1, accountId: account, contactId: 'contact' as ContactId, purpose: 'step-up' },
  ...{ challengeId: 'challenge' as ChallengeId, send: 1, digits: 6 },
};

describe('codes', () => {
  it('CODE-2 are HOTP (RFC 4226 appendix D)', () => {
    const secret = Buffer.from('12345678901234567890');
    const expected = [
      '755224',
      '287082',
      '359152',
      '969429',
      '338314',
      '254676',
      '287922',
      '162583',
      '399871',
      '520489',
    ];
    expect(expected.map((_, counter) => hotp(secret, counter, 6))).toEqual(expected);
  });

  it('CODE-1 each part of the binding makes another code', () => {
    const codes = createSecurityCodes({ code: rotated.code });
    const others: Partial<CodeBinding>[] = [
      { keyVersion: 2 },
      { accountId: 'other' as AccountId },
      { contactId: 'other' as ContactId },
      { purpose: 'confirm' },
      { challengeId: 'other' as ChallengeId },
      { send: 2 },
    ];
    // Six digits collide once in a million: eight make a false alarm rarer still.
    const made = [{}, ...others].map((other) => codes.derive({ ...binding, digits: 8, ...other }));
    expect(new Set(made).size).toBe(made.length);
  });

  it('CODE-1 match themselves alone, whatever is typed', () => {
    const codes = createSecurityCodes(ring);
    const code = codes.derive(binding);
    expect(codes.matches(binding, code as unknown as TypedCode)).toBe(true);
    fc.assert(
      fc.property(fc.string(), (typed) => {
        expect(codes.matches(binding, typed as TypedCode)).toBe(typed === (code as string));
      }),
    );
  });

  it('CODE-2 a new key makes new codes and breaks none in flight', () => {
    const [before, after] = [createSecurityCodes(ring), createSecurityCodes(rotated)];
    expect([before.currentKeyVersion, after.currentKeyVersion]).toEqual([1, 2]);
    expect(after.derive(binding)).toBe(before.derive(binding));
  });

  it('CODE-1 are spread evenly, leading zeros kept', () => {
    const codes = createSecurityCodes(ring);
    const buckets = Array<number>(10).fill(0);
    const count = 20_000;
    for (let n = 0; n < count; n += 1) {
      const [first = ''] = codes.derive({ ...binding, challengeId: `challenge ${n}` as ChallengeId });
      buckets[Number(first)] = (buckets[Number(first)] ?? 0) + 1;
    }
    const chiSquare = buckets.reduce((sum, seen) => sum + (seen - count / 10) ** 2 / (count / 10), 0);
    // Nine degrees of freedom: above 40 once in a hundred thousand fair draws.
    expect(chiSquare).toBeLessThan(40);
  });
});

describe('addresses', () => {
  const vault = createAddressVault(ring);
  const address = 'ada@example.org' as PlainAddress;

  it('PRV-2 open for their account alone', () => {
    const sealed = vault.seal(address, account);
    expect(sealed).not.toContain('ada');
    expect(vault.open(sealed, account)).toBe(address);
    expect(() => vault.open(sealed, 'other' as AccountId)).toThrow();
    expect(vault.seal(address, account)).not.toBe(sealed);
  });

  it('PRV-2 a changed byte anywhere is found out', () => {
    const sealed = vault.seal(address, account);
    const [version = '', payload = ''] = sealed.split('.');
    const bytes = Buffer.from(payload, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const tampered = Buffer.from(bytes);
      tampered[at] = (tampered[at] ?? 0) ^ 1;
      const text = `${version}.${tampered.toString('base64url')}` as SealedAddress;
      expect(() => vault.open(text, account)).toThrow();
    }
    expect(() => vault.open('v1.' as SealedAddress, account)).toThrow('not a sealed address');
  });

  it('PRV-2 old seals open after a rotation, new ones use the new key, fingerprints stay', () => {
    const after = createAddressVault(rotated);
    const sealed = vault.seal(address, account);
    expect(after.open(sealed, account)).toBe(address);
    expect(after.seal(address, account)).toMatch(/^v2\./);
    expect(after.fingerprint(address)).toBe(vault.fingerprint(address));
  });
});

describe('the key file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keys-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is made once, for its owner only, also by ten at once', async () => {
    const path = join(folder, 'a', 'keys.json');
    const rings = await Promise.all(Array.from({ length: 10 }, () => openKeyFile(path)));
    expect(new Set(rings.map((one) => JSON.stringify(one))).size).toBe(1);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await openKeyFile(path)).toEqual(rings[0]);
  });

  it('open to others, it is refused with what to do', async () => {
    const path = join(folder, 'keys.json');
    await openKeyFile(path);
    await chmod(path, 0o644);
    await expect(openKeyFile(path)).rejects.toThrow(`chmod 600 ${path}`);
  });

  it.each(['', '{}', 'no json', '{"code":[]}'])('holding %j, it is refused and left alone', async (text) => {
    const path = join(folder, 'keys.json');
    await writeFile(path, text, { mode: 0o600 });
    await expect(openKeyFile(path)).rejects.toThrow('not one of ours');
    expect(await readFile(path, 'utf8')).toBe(text);
  });
});
