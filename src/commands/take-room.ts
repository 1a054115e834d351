import { tooMany, type Reached } from '../domain/limits.js';
import { ok, type Outcome } from '../domain/outcome.js';
import { giveBack, reachedAt, take, type Looked, type RoomParts } from './limited-room.js';

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
  const full = longestOf(looked.map((one) => reachedAt(parts, one, now)));
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

function longestOf(reached: readonly (Reached | undefined)[]): Reached | undefined {
  return reached.reduce(
    (longest, one) =>
      longest === undefined || (one !== undefined && one.until > longest.until) ? one : longest,
    undefined,
  );
}
