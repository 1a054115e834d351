import type { Instant } from './instant.js';
import type { Limit, LimitOf, Reached } from './limits.js';
import {
  allowed,
  gateEnds,
  isClosed,
  openGate,
  withEntered,
  withSent,
  type Gate,
  type PumpingRule,
} from './pumping.js';
import { emptyAt, emptyTally, roomAt, withCount, type Tally } from './tally.js';

/** What is counted of one limited thing: for each window that it is limited in, and for its gate. */
export interface Room {
  readonly tallies: readonly Tally[];
  readonly gate?: Gate;
}

/** What it is measured by. */
export interface Measure {
  readonly of: LimitOf;
  readonly limits: readonly Limit[];
  readonly rule?: PumpingRule | undefined;
}

export const EMPTY_ROOM: Room = { tallies: [] };

/** Which of its limits has no room for one more, and until when; that of the longest wait. */
export function reachedIn(
  { gate, tallies }: Room,
  { limits, of }: Measure,
  now: Instant,
): Reached | undefined {
  const waits = limits
    .map(({ limit, window }) => roomAt(tallyOf(tallies, window), limit, now))
    .filter((until) => now < until);
  const closed = gate?.closedUntil !== undefined && isClosed(gate, now) ? [gate.closedUntil] : [];
  const all = [...waits, ...closed];
  return all.length === 0 ? undefined : { of, until: latest(all, now) };
}

/** @param count negative to give back */
export function withTaken(room: Room, { limits, rule }: Measure, now: Instant, count = 1): Room {
  const tallies = limits.map(({ window }) => withCount(tallyOf(room.tallies, window), now, count));
  if (rule === undefined) return { tallies };
  return { tallies, gate: withSent(room.gate ?? openGate(rule), rule, now, count) };
}

/** Codes were answered: it counts for the gate alone. */
export function withAnswers(room: Room, { rule }: Measure, now: Instant, count: number): Room {
  if (rule === undefined || count === 0) return room;
  return { ...room, gate: withEntered(room.gate ?? openGate(rule), now, count) };
}

/** Whether the gate closed between the two. */
export function closedBetween(before: Room, after: Room): boolean {
  return after.gate?.closedUntil !== before.gate?.closedUntil;
}

/** The most that one machine may keep to itself: a hundredth of the smallest limit, a tenth of what the gate allows. */
export function blockOf({ gate }: Room, { limits, rule }: Measure, now: Instant): number {
  const smallest = Math.min(...limits.map(({ limit }) => limit));
  const ofGate = rule === undefined ? [] : [allowed(gate ?? openGate(rule), rule, now) / 10];
  return Math.floor(Math.min(LARGEST_BLOCK, smallest / 100, ...ofGate));
}

const LARGEST_BLOCK = 20;

/** From when on nothing in it counts. */
export function roomEnds({ gate, tallies }: Room, now: Instant): Instant {
  const ends = tallies.map((tally) => emptyAt(tally, now));
  return latest(gate === undefined ? ends : [...ends, gateEnds(gate, now)], now);
}

function tallyOf(tallies: readonly Tally[], window: number): Tally {
  return tallies.find((tally) => tally.window === window) ?? emptyTally(window);
}

function latest(instants: readonly Instant[], now: Instant): Instant {
  return instants.reduce((last, one) => (one > last ? one : last), now);
}
