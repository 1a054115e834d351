import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Requester } from '../../domain/code-ledger.js';
import type { AddressFingerprint, PlainAddress, SealedAddress } from '../../domain/contact-address.js';
import type { LimitedThing } from '../../domain/limits.js';
import type { AddressVault } from '../../ports/address-vault.js';
import { currentKey, secretBytes, type KeyRing } from './key-ring.js';

const ALGORITHM = 'aes-256-gcm';
/** NIST SP 800-38D: 96 bits, random. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** PRV-2. A sealed address is `v<key version>.<iv ‖ tag ‖ ciphertext in base64url>`. */
export function createAddressVault({ address, hash }: Pick<KeyRing, 'address' | 'hash'>): AddressVault {
  const current = currentKey(address).version;
  const hashKey = Buffer.from(hash.secret, 'base64url');
  const keyed = (label: string, text: string): string =>
    createHmac('sha256', hashKey).update(`${label}\0${text}`).digest('base64url');
  return {
    seal: (plain, account) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, secretBytes(address, current), iv).setAAD(
        Buffer.from(account),
      );
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `v${current}.${Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url')}` as SealedAddress;
    },
    open: (sealed, account) => {
      const [, version, payload] = /^v(\d+)\.([\w-]+)$/.exec(sealed) ?? [];
      if (version === undefined || payload === undefined) throw new Error('This is not a sealed address.');
      const bytes = Buffer.from(payload, 'base64url');
      const iv = bytes.subarray(0, IV_BYTES);
      const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
      const decipher = createDecipheriv(ALGORITHM, secretBytes(address, Number(version)), iv, {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(account))
        .setAuthTag(tag);
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return text.toString('utf8') as PlainAddress;
    },
    fingerprint: (canonical) => keyed('address', canonical) as AddressFingerprint,
    requester: (networkAddress) => keyed('requester', networkAddress).slice(0, 22) as Requester,
    limited: (...what) => keyed('limit', JSON.stringify(what)).slice(0, 22) as LimitedThing,
  };
}
