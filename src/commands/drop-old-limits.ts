import type { Parts } from './parts.js';

/** Lets go of counters in which nothing counts any more. */
export async function dropOldLimits({ clock, limits }: Pick<Parts, 'clock' | 'limits'>): Promise<number> {
  return limits.dropOld(clock.now());
}
