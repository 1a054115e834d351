import { createHash } from 'node:crypto';
import { dayKey } from '../domain/day.js';
import type { Instant } from '../domain/instant.js';
import type { MessageId } from '../ports/messenger.js';

/**
 * A message's id from what it is about: sending the same thing again is the same message to the provider. A version 8
 * UUID (RFC 9562 §5.8) over SHA-256.
 */
export function messageId(...about: readonly string[]): MessageId {
  return uuid(createHash('sha256').update(JSON.stringify(about)).digest('hex'));
}

/** The same for a code: it begins with its day, so that what is kept by it can be forgotten by day. */
export function codeMessageId(sentAt: Instant, ...about: readonly string[]): MessageId {
  return uuid(dayKey(sentAt) + createHash('sha256').update(JSON.stringify(about)).digest('hex'));
}

function uuid(hash: string): MessageId {
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const hex = `${hash.slice(0, 12)}8${hash.slice(13, 16)}${variant}${hash.slice(17, 32)}`;
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return parts.join('-') as MessageId;
}
