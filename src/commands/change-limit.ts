import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../domain/instant.js';
import type { LimitedThing } from '../domain/limits.js';
import type { Kept } from '../ports/limits.js';
import { Unavailable } from '../ports/unavailable.js';
import type { Parts } from './parts.js';

const ROUNDS = 40;
const LONGEST_PAUSE_MS = 40;

/** What a counter becomes, and what comes of it. Without a state nothing is written. */
export interface LimitDecision<State, T> {
  readonly result: T;
  readonly next?: { readonly state: State; readonly until: Instant };
}

/**
 * Decides over a counter as it stands and writes it; again when somebody else wrote first, so that parallel requests can't
 * slip past a limit.
 *
 * @param found what was read of it before; it is read anew on a conflict only
 * @throws Unavailable when storage fails, or others keep writing: whoever is limited waits
 */
export async function changeLimit<State, T>(
  { limits, random }: Pick<Parts, 'limits' | 'random'>,
  thing: LimitedThing,
  found: Kept<State> | undefined,
  decide: (state: State | undefined) => LimitDecision<State, T>,
): Promise<T> {
  let kept = found;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { next, result } = decide(kept?.state);
    if (next === undefined) return result;
    if (await limits.put(thing, next.state, kept, next.until)) return result;
    await sleep(random.fraction() * Math.min(LONGEST_PAUSE_MS, 4 * round));
    kept = await limits.find<State>(thing);
  }
  throw new Unavailable('limits', { retryAfterSeconds: 1 });
}
