import { setTimeout as after } from 'node:timers/promises';
import { MINUTE, plus } from '../../domain/instant.js';
import type { Clock } from '../../ports/clock.js';
import { ringAt, type KeyRing } from './key-ring.js';

/** How stale the keys of a process may be. A rotated key waits for longer than that before it makes anything. */
const LOOK_AGAIN_AFTER = MINUTE;

/** Keys that were looked at so recently are good enough for one more request: a rotated key waits for a quarter of an hour. */
const GOOD_ENOUGH_FOR = 5 * MINUTE;
/** People wait for it. */
const PATIENCE = 500;

/** Where a key ring is kept. */
export interface KeySource {
  /** At the start, which fails with it. */
  readonly open: () => Promise<KeyRing>;
  /** Afterwards: it never makes one. */
  readonly read: () => Promise<KeyRing>;
}

/**
 * What is made of the keys, and made anew when they have changed or a key's time has come (docs/decisions/0013). Keys that
 * can't be read stop the start, but not what runs: that goes on with the keys it has, and says so.
 *
 * @param patience how long a call waits for a look that is slow, milliseconds
 * @returns gives the newest; every call may look, once a minute one does. A slow look holds nobody up for long, unless it has
 *   been minutes since the last
 */
export async function followKeys<T>(
  source: KeySource,
  clock: Clock,
  make: (keys: KeyRing) => Promise<T>,
  patience = PATIENCE,
): Promise<() => Promise<T>> {
  const first = ringAt(await source.open(), clock.now());
  let seen = JSON.stringify(first);
  let made = make(first);
  await made;
  let lookedAt = clock.now();
  let lookAgainAt = plus(lookedAt, LOOK_AGAIN_AFTER);

  const look = async (before: Promise<T>): Promise<T> => {
    try {
      const keys = ringAt(await source.read(), clock.now());
      lookedAt = clock.now();
      const text = JSON.stringify(keys);
      if (text === seen) return await before;
      const anew = await make(keys);
      seen = text;
      return anew;
    } catch (error) {
      const why = error instanceof Error ? error.message : 'no reason was given';
      process.emitWarning(`The keys read before stay in use. ${why}`, 'KeyFileWarning');
      return before;
    }
  };
  return () => {
    const now = clock.now();
    if (now >= lookAgainAt) {
      lookAgainAt = plus(now, LOOK_AGAIN_AFTER);
      const before = made;
      const next = look(before);
      const isRecent = now - lookedAt <= GOOD_ENOUGH_FOR;
      made = isRecent ? Promise.race([next, after(patience).then(() => before)]) : next;
      void next.then(() => {
        made = next;
      });
    }
    return made;
  };
}
