import { MINUTE, plus } from '../../domain/instant.js';
import type { Clock } from '../../ports/clock.js';
import { ringAt, type KeyRing } from './key-ring.js';

/** How stale the keys of a process may be. A rotated key waits for longer than that before it makes anything. */
const LOOK_AGAIN_AFTER = MINUTE;

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
 * @returns gives the newest; every call may look, once a minute one does
 */
export async function followKeys<T>(
  source: KeySource,
  clock: Clock,
  make: (keys: KeyRing) => Promise<T>,
): Promise<() => Promise<T>> {
  const first = ringAt(await source.open(), clock.now());
  let seen = JSON.stringify(first);
  let made = make(first);
  await made;
  let lookAgainAt = plus(clock.now(), LOOK_AGAIN_AFTER);

  const look = async (before: Promise<T>): Promise<T> => {
    try {
      const keys = ringAt(await source.read(), clock.now());
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
      made = look(made);
    }
    return made;
  };
}
