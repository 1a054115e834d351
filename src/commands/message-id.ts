import { createHash } from 'node:crypto';
import { newestSentAt, sends, type Challenge } from '../domain/challenge.js';
import { dayKey } from '../domain/day.js';
import type { AccountId } from '../domain/identifiers.js';
import { DAY, HOUR, plus, type Instant } from '../domain/instant.js';
import type { MessageId } from '../ports/messenger.js';

/**
 * A message's id from what it is about: sending the same thing again is the same message to the provider. A version 8
 * UUID (RFC 9562 §5.8) over SHA-256.
 */
export function messageId(...about: readonly string[]): MessageId {
  return uuid(hashOf(...about));
}

/**
 * The same for a challenge's newest code. It begins with its day and with eight bits of its account's hash: most reports
 * that tell nothing of a code of an account are known by that.
 */
export function codeMessageId(account: AccountId, challenge: Challenge): MessageId {
  const hash = hashOf('code', challenge.id, String(sends(challenge)));
  return uuid(dayKey(newestSentAt(challenge)) + mark(account) + hash);
}

/** A code lives for minutes and its challenge for a day. */
const TOLD_OF = 2 * DAY;
/** Clocks of two instances. */
const SKEW = HOUR;

/** Whether it can be a code's that anybody still waits for. Of ten thousand ids of notices hardly one looks like it. */
export function mayBeCode(id: MessageId, now: Instant): boolean {
  const day = id.slice(0, 4);
  return dayKey(plus(now, -TOLD_OF)) <= day && day <= dayKey(plus(now, SKEW));
}

/** Whether a code's id can be of the account's. Of others' codes one in 256 looks like it. */
export function mayBeCodeOf(id: MessageId, account: AccountId): boolean {
  return id.slice(4, 6) === mark(account);
}

function hashOf(...about: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(about)).digest('hex');
}

function mark(account: AccountId): string {
  return createHash('sha256').update(account).digest('hex').slice(0, 2);
}

function uuid(hash: string): MessageId {
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const hex = `${hash.slice(0, 12)}8${hash.slice(13, 16)}${variant}${hash.slice(17, 32)}`;
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return parts.join('-') as MessageId;
}
