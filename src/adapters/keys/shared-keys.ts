import { createHash, timingSafeEqual } from 'node:crypto';
import { Unavailable } from '../../ports/unavailable.js';

/** A setting is read again with a restart: asking every few seconds brings nothing. */
const RETRY_AFTER_SECONDS = 60;

/**
 * Whether somebody has one of the keys that we share with other systems. Without any set nobody has it.
 *
 * @param outage why they are not known, if there are any and they are not: then nobody who shows one can be judged
 * @returns compares with all of them, in a time that says nothing of how much was right
 */
export function createSharedKeys(
  keys: readonly string[],
  outage?: string,
): (given: string | null | undefined) => boolean {
  const expected = keys.map(digest);
  return (given) => {
    if (given === null || given === undefined) return false;
    if (outage !== undefined)
      throw new Unavailable('vault', { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: new Error(outage) });
    const shown = digest(given);
    return expected.filter((one) => timingSafeEqual(one, shown)).length > 0;
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
