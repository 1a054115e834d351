import type { Instant } from './instant.js';
import type { Limit, LimitOf, Reached } from './limits.js';
import { emptyAt, emptyTally, roomAt, withCount, type Tally } from './tally.js';

/** The counts of one limited thing, one for each window it is limited in. */
export type Room = readonly Tally[];

/** Which of its limits has no room for `wanted` more, and until when; that of the longest wait. */
export function reachedIn(
  room: Room,
  limits: readonly Limit[],
  of: LimitOf,
  now: Instant,
  wanted = 1,
): Reached | undefined {
  const waits = limits
    .map(({ limit, window }) => roomAt(tallyOf(room, window), limit, now, wanted))
    .filter((until) => now < until);
  return waits.length === 0 ? undefined : { of, until: latest(waits, now) };
}

/** @param count negative to give back */
export function withTaken(room: Room, limits: readonly Limit[], now: Instant, count = 1): Room {
  return limits.map(({ window }) => withCount(tallyOf(room, window), now, count));
}

/** From when on nothing in it counts. */
export function roomEnds(room: Room, now: Instant): Instant {
  return latest(
    room.map((tally) => emptyAt(tally, now)),
    now,
  );
}

function tallyOf(room: Room, window: number): Tally {
  return room.find((tally) => tally.window === window) ?? emptyTally(window);
}

function latest(instants: readonly Instant[], now: Instant): Instant {
  return instants.reduce((last, one) => (one > last ? one : last), now);
}
