import type { Brand } from './brand.js';
import type { AccountId, ChallengeId, ContactId } from './identifiers.js';

/** A code as somebody typed it: 6 to 8 digits, leading zeros kept. */
export type TypedCode = Brand<string, 'TypedCode'>;
/** A code as we made it. It exists between derivation and sending, and nowhere else (CODE-2). */
export type DerivedCode = Brand<string, 'DerivedCode'>;
/** A short name of one sent code, shown in the message and on the page so that people can pair them (CODE-4). */
export type CodeReference = Brand<string, 'CodeReference'>;

export type Purpose = 'add-contact' | 'step-up' | 'sign-in' | 'confirm' | 'recover' | 'cancel-protection';

/** Everything a code is bound to (CODE-1). `send` is the HOTP counter: 1 for the first code of a challenge. */
export interface CodeBinding {
  readonly keyVersion: number;
  readonly accountId: AccountId;
  readonly contactId: ContactId;
  readonly purpose: Purpose;
  readonly challengeId: ChallengeId;
  readonly send: number;
  readonly digits: 6 | 7 | 8;
}

/**
 * HOTP's dynamic truncation (RFC 4226 §5.3): from an HMAC to decimal digits, leading zeros kept.
 *
 * @param hmac at least 20 bytes
 */
export function truncateToDigits(hmac: Uint8Array, digits: number): string {
  const last = hmac[hmac.length - 1];
  if (last === undefined || hmac.length < 20) throw new RangeError('an HMAC has at least 20 bytes');
  const offset = last & 0x0f;
  const view = new DataView(hmac.buffer, hmac.byteOffset, hmac.byteLength);
  const number = view.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** CODE-8: what somebody typed into a password box has a code's shape. Says nothing of whether it is one. */
export function looksLikeCode(text: string): boolean {
  return /^\d{6,8}$/.test(text.replace(/[\s-]/g, ''));
}
