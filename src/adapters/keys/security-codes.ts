import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import {
  truncateToDigits,
  type CodeBinding,
  type CodeReference,
  type DerivedCode,
} from '../../domain/security-code.js';
import type { SecurityCodes } from '../../ports/security-codes.js';
import { currentKey, secretBytes, type KeyRing } from './key-ring.js';

/** No 0/O, 1/I/L, 5/S, 8/B: it is read aloud and compared by eye. */
const REFERENCE_ALPHABET = '234679ACDEFGHJKMNPQRTUVWXYZ';
const REFERENCE_LENGTH = 4;

/** CODE-2: codes come from keys and are never kept. */
export function createSecurityCodes({ code: keys }: Pick<KeyRing, 'code'>): SecurityCodes {
  const derive = (binding: CodeBinding): DerivedCode => {
    const key = derivedKey(secretBytes(keys, binding.keyVersion), 'code', binding);
    return hotp(key, binding.send, binding.digits) as DerivedCode;
  };
  return {
    currentKeyVersion: currentKey(keys).version,
    derive,
    matches: (binding, typed) => {
      const expected = Buffer.from(derive(binding));
      const given = Buffer.from(typed);
      // Of another length, it is compared all the same: the answer is no either way, after the same work.
      return timingSafeEqual(
        expected,
        given.length === expected.length ? given : Buffer.alloc(expected.length),
      );
    },
    reference: (binding) => {
      const key = derivedKey(secretBytes(keys, binding.keyVersion), 'reference', binding);
      const bytes = createHmac('sha256', key).update(String(binding.send)).digest();
      const letters = [...bytes.subarray(0, REFERENCE_LENGTH)].map(
        (byte) => REFERENCE_ALPHABET[byte % REFERENCE_ALPHABET.length] ?? '',
      );
      return letters.join('') as CodeReference;
    },
  };
}

/** HOTP (RFC 4226 §5.3): HMAC-SHA-1 over the eight-byte counter, truncated. */
export function hotp(key: Uint8Array, counter: number, digits: number): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  return truncateToDigits(createHmac('sha1', key).update(message).digest(), digits);
}

/** HKDF (RFC 5869) with the challenge as salt; JSON keeps the parts of the binding apart. */
function derivedKey(secret: Uint8Array, use: 'code' | 'reference', binding: CodeBinding): Uint8Array {
  const { accountId, challengeId, contactId, purpose } = binding;
  const info = JSON.stringify([use, accountId, contactId, purpose, challengeId]);
  return new Uint8Array(hkdfSync('sha256', secret, challengeId, info, 32));
}
