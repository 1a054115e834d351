import type { Instant } from '../domain/instant.js';
import { tooMany, type LimitedAction, type Reached } from '../domain/limits.js';
import { ok, type Outcome } from '../domain/outcome.js';
import { Unavailable } from '../ports/unavailable.js';
import {
  giveBack,
  reachedAt,
  take,
  unseen,
  type Limited,
  type Looked,
  type RoomParts,
} from './limited-room.js';

/** A limit that is judged already: with what it belongs to, or by being taken from at once. */
export interface Judged {
  readonly reached: Reached | undefined;
  readonly taken?: { readonly limit: Looked; readonly at: Instant };
}

/** One of several limits that are taken from together. */
export type Standing = Looked | Judged;

/**
 * Takes one without a look. One round trip where nothing is there yet, so it is for what rarely is; three where something is.
 *
 * @throws Unavailable when the count can't be written
 */
export async function takeAtOnce(parts: RoomParts, action: LimitedAction, limited: Limited): Promise<Judged> {
  const limit = unseen(parts, action, limited);
  const at = parts.clock.now();
  const reached = await take(parts, limit, at);
  return reached === undefined ? { reached, taken: { limit, at } } : { reached };
}

/**
 * Takes one from each of several limits, or from none. One round trip for all of them together.
 *
 * @throws Unavailable when the counts can't be written: what is not counted does not happen
 */
export async function takeRoom<C extends 'too-many-attempts' | 'too-many-codes'>(
  parts: RoomParts,
  code: C,
  standings: readonly Standing[],
): Promise<Outcome<undefined, C>> {
  const now = parts.clock.now();
  const full = longestOf(standings.map((one) => (isLooked(one) ? reachedAt(parts, one, now) : one.reached)));
  if (full !== undefined) {
    await giveRoomBack(parts, alreadyTaken(standings), now);
    return tooMany(code, full, now);
  }
  const taken = await Promise.all(
    standings.map((one) => (isLooked(one) ? take(parts, one, now) : Promise.resolve(undefined))),
  );
  const late = longestOf(taken);
  if (late === undefined) return ok(undefined);
  // Others were faster at one of them: nothing is taken from the rest.
  await giveRoomBack(
    parts,
    standings.filter((_, n) => taken[n] === undefined),
    now,
  );
  return tooMany(code, late, now);
}

/**
 * What was taken is of no use after all. May fail quietly: then it stays counted, which lets nobody exceed anything.
 *
 * @param at when it was taken, or a moment before
 */
export async function giveRoomBack(
  parts: RoomParts,
  standings: readonly Standing[],
  at: Instant,
): Promise<void> {
  const taken = standings.flatMap((one) => (isLooked(one) ? { limit: one, at } : (one.taken ?? [])));
  try {
    await Promise.all(taken.map((one) => giveBack(parts, one.limit, one.at)));
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
  }
}

/** Those that were taken from at once. */
export function alreadyTaken(standings: readonly Standing[]): readonly Standing[] {
  return standings.filter((one) => !isLooked(one));
}

function isLooked(standing: Standing): standing is Looked {
  return 'thing' in standing;
}

function longestOf(reached: readonly (Reached | undefined)[]): Reached | undefined {
  return reached.reduce(
    (longest, one) =>
      longest === undefined || (one !== undefined && one.until > longest.until) ? one : longest,
    undefined,
  );
}
