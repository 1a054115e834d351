import type { Brand } from './brand.js';
import type { Instant } from './instant.js';

/** REC-5: a code that the holder keeps on paper. */
export interface SavedRecoveryCode {
  /** PHC string of a memory-hard hash. */
  readonly hash: string;
  readonly createdAt: Instant;
}

/** As it is shown, once: 25 characters in groups of five. */
export type ShownRecoveryCode = Brand<string, 'ShownRecoveryCode'>;
/** As it is hashed and compared: without the dashes. */
export type PlainRecoveryCode = Brand<string, 'PlainRecoveryCode'>;

/** No 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V: it is copied from paper. */
const ALPHABET = '34679ACDEFGHJKMNPQRTVWXY';
const LENGTH = 25;
const GROUP = 5;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Some 114 random bits (NIST SP 800-63B-4 §4.2.1.1 asks for 64).
 *
 * @param ids two of 128 random bits each, in base64url: so many more than are used that every character is as likely
 */
export function savedRecoveryCode(ids: readonly [string, string]): {
  readonly shown: ShownRecoveryCode;
  readonly plain: PlainRecoveryCode;
} {
  let left = [...ids.join('')].reduce((sum, one) => sum * 64n + BigInt(BASE64URL.indexOf(one)), 0n);
  const base = BigInt(ALPHABET.length);
  let plain = '';
  while (plain.length < LENGTH) {
    plain += ALPHABET[Number(left % base)] ?? '';
    left /= base;
  }
  const groups = Array.from({ length: LENGTH / GROUP }, (_, n) => plain.slice(n * GROUP, (n + 1) * GROUP));
  return { shown: groups.join('-') as ShownRecoveryCode, plain: plain as PlainRecoveryCode };
}

/** Case, width, dashes and blanks don't count. */
export function typedRecoveryCode(text: string): PlainRecoveryCode {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '') as PlainRecoveryCode;
}
