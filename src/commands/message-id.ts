import { createHash } from 'node:crypto';
import type { MessageId } from '../ports/messenger.js';

/**
 * A message's id from what it is about: sending the same thing again is the same message to the provider. A version 8
 * UUID (RFC 9562 §5.8) over SHA-256.
 */
export function messageId(...about: readonly string[]): MessageId {
  const bytes = createHash('sha256').update(JSON.stringify(about)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );
  return uuid as MessageId;
}
