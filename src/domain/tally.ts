import { plus, instant, type Instant, type Milliseconds } from './instant.js';

/**
 * How often something happened in a sliding window, in slots of a sixtieth of it: small whatever the limit, and never more
 * than the limit in any window, since a slot counts until the last moment of it has left. What is counted early in its slot
 * counts a sixtieth too long; nothing counts too short.
 */
export interface Tally {
  readonly window: Milliseconds;
  /** Slot numbers since the epoch, ascending, with their counts. */
  readonly slots: readonly Slot[];
}

type Slot = readonly [slot: number, count: number];

const SLOTS = 60;

export function emptyTally(window: Milliseconds): Tally {
  return { window, slots: [] };
}

export function total({ slots, window }: Tally, now: Instant): number {
  return slots.reduce((sum, slot) => sum + (now < leavesAt(slot, window) ? slot[1] : 0), 0);
}

/** @param count negative to take back what was counted at `now` */
export function withCount(tally: Tally, now: Instant, count = 1): Tally {
  const { window } = tally;
  const slots = tally.slots.filter((slot) => now < leavesAt(slot, window));
  const own = Math.floor(now / lengthOf(window));
  // What others counted since must not count too short.
  if (count < 0 && slots.some(([slot]) => slot === own))
    return { window, slots: slots.map(([slot, had]) => [slot, slot === own ? had + count : had]) };
  const [newest, before = 0] = slots.at(-1) ?? [];
  // Another machine's clock may be a little ahead: slots stay in order.
  const current = Math.max(own, newest ?? 0);
  return current === newest
    ? { window, slots: [...slots.slice(0, -1), [current, before + count]] }
    : { window, slots: [...slots, [current, count]] };
}

/** When there is room for `wanted` more under the limit: `now` when there is. */
export function roomAt(tally: Tally, limit: number, now: Instant, wanted = 1): Instant {
  let taken = total(tally, now);
  if (taken + wanted <= limit) return now;
  for (const slot of tally.slots) {
    const leaves = leavesAt(slot, tally.window);
    if (leaves <= now) continue;
    taken -= slot[1];
    if (taken + wanted <= limit) return leaves;
  }
  return plus(now, tally.window);
}

/** Nothing in it counts from then on. */
export function emptyAt({ slots, window }: Tally, now: Instant): Instant {
  const newest = slots.at(-1);
  return newest === undefined ? now : leavesAt(newest, window);
}

function leavesAt([slot]: Slot, window: Milliseconds): Instant {
  return instant((slot + 1) * lengthOf(window) + window);
}

function lengthOf(window: Milliseconds): Milliseconds {
  return window / SLOTS;
}
