import { createHash } from 'node:crypto';
import { dayKey } from '../domain/day.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import type { MessageId } from '../ports/messenger.js';

/**
 * A message's id from what it is about: sending the same thing again is the same message to the provider. A version 8
 * UUID (RFC 9562 §5.8) over SHA-256.
 */
export function messageId(...about: readonly string[]): MessageId {
  return uuid(createHash('sha256').update(JSON.stringify(about)).digest('hex'));
}

/**
 * The same for a code: it begins with its day, so that what is kept by it can be forgotten by day, and with eight bits of
 * its account's hash, so that an account's can be found.
 */
export function codeMessageId(sentAt: Instant, account: AccountId, ...about: readonly string[]): MessageId {
  const hash = createHash('sha256').update(JSON.stringify(about)).digest('hex');
  return uuid(codeMessagePrefix(sentAt, account) + hash);
}

/** What the ids of an account's codes of one day begin with. */
export function codeMessagePrefix(day: Instant, account: AccountId): string {
  return dayKey(day) + createHash('sha256').update(account).digest('hex').slice(0, 2);
}

function uuid(hash: string): MessageId {
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const hex = `${hash.slice(0, 12)}8${hash.slice(13, 16)}${variant}${hash.slice(17, 32)}`;
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return parts.join('-') as MessageId;
}
