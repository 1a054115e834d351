import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether somebody who posts to a webhook has its key. Without a key set nobody has it.
 *
 * @returns compares in a time that says nothing of how much was right
 */
export function createWebhookKey(key: string | undefined): (given: string | null) => boolean {
  if (key === undefined) return () => false;
  const expected = digest(key);
  return (given) => given !== null && timingSafeEqual(digest(given), expected);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
