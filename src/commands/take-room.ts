import type { Instant } from '../domain/instant.js';
import {
  limitsOf,
  tooMany,
  type Limit,
  type LimitedAction,
  type LimitedThing,
  type LimitKey,
  type LimitOf,
  type Reached,
} from '../domain/limits.js';
import { ok, type Outcome } from '../domain/outcome.js';
import { reachedIn, roomEnds, withTaken, type Room } from '../domain/room.js';
import type { Kept } from '../ports/limits.js';
import { changeLimit } from './change-limit.js';
import type { Parts } from './parts.js';

export type RoomParts = Pick<Parts, 'clock' | 'limits' | 'policy' | 'random' | 'vault'>;

/** Something that an action is limited by: `{ key: 'requester', value: requester, of: 'requester' }`. */
export interface Limited {
  readonly key: LimitKey;
  /** Stored as a keyed hash only. */
  readonly value: string;
  readonly of: LimitOf;
}

/** What was counted for it so far. */
export interface Looked extends Limited {
  readonly limits: readonly Limit[];
  readonly thing: LimitedThing;
  readonly found: Kept<Room> | undefined;
}

/** One round trip; it may be taken beside others. */
export async function lookAt(
  { limits, policy, vault }: RoomParts,
  action: LimitedAction,
  limited: Limited,
): Promise<Looked> {
  const thing = vault.limited(action, limited.key, limited.value);
  const found = await limits.find<Room>(thing);
  return { ...limited, thing, found, limits: limitsOf(policy.limits, action, limited.key) };
}

/**
 * Takes one from each of several limits, or from none. One round trip for all of them together.
 *
 * @throws Unavailable when the counts can't be written: what is not counted does not happen
 */
export async function takeRoom<C extends 'too-many-attempts' | 'too-many-codes'>(
  parts: RoomParts,
  code: C,
  looked: readonly Looked[],
): Promise<Outcome<undefined, C>> {
  const now = parts.clock.now();
  const full = longestOf(
    looked.map(({ found, limits, of }) => reachedIn(found?.state ?? [], limits, of, now)),
  );
  if (full !== undefined) return tooMany(code, full, now);
  const taken = await Promise.all(looked.map((one) => take(parts, one, now)));
  const late = longestOf(taken);
  if (late === undefined) return ok(undefined);
  // Others were faster at one of them: nothing is taken from the rest.
  await Promise.all(
    looked.filter((_, at) => taken[at] === undefined).map((one) => giveBack(parts, one, now)),
  );
  return tooMany(code, late, now);
}

function take(
  parts: RoomParts,
  { found, limits, of, thing }: Looked,
  now: Instant,
): Promise<Reached | undefined> {
  return changeLimit(parts, thing, found, (kept: Room = []) => {
    const reached = reachedIn(kept, limits, of, now);
    if (reached !== undefined) return { result: reached };
    const state = withTaken(kept, limits, now);
    return { result: undefined, next: { state, until: roomEnds(state, now) } };
  });
}

async function giveBack(parts: RoomParts, { limits, thing }: Looked, now: Instant): Promise<void> {
  await changeLimit(parts, thing, await parts.limits.find<Room>(thing), (kept: Room = []) => {
    const state = withTaken(kept, limits, now, -1);
    return { result: undefined, next: { state, until: roomEnds(state, now) } };
  });
}

function longestOf(reached: readonly (Reached | undefined)[]): Reached | undefined {
  return reached.reduce(
    (longest, one) =>
      longest === undefined || (one !== undefined && one.until > longest.until) ? one : longest,
    undefined,
  );
}
