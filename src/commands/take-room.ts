import type { Instant } from '../domain/instant.js';
import { tooMany, type Reached } from '../domain/limits.js';
import { ok, type Outcome } from '../domain/outcome.js';
import { Unavailable } from '../ports/unavailable.js';
import { giveBack, reachedAt, take, type Looked, type RoomParts } from './limited-room.js';

/** A limit that is judged and taken from elsewhere, with what it belongs to. */
export interface Judged {
  readonly reached: Reached | undefined;
}

/** One of several limits that are taken from together. */
export type Standing = Looked | Judged;

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
  if (full !== undefined) return tooMany(code, full, now);
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
  try {
    await Promise.all(standings.filter(isLooked).map((one) => giveBack(parts, one, at)));
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
  }
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
