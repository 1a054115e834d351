import { plus, rfc3339, SECOND, type Instant } from '../domain/instant.js';
import {
  limitsOf,
  tooMany,
  type LimitedAction,
  type LimitedThing,
  type LimitKey,
  type LimitOf,
  type Reached,
} from '../domain/limits.js';
import { ok, type Outcome } from '../domain/outcome.js';
import {
  blockOf,
  closedBetween,
  EMPTY_ROOM,
  reachedIn,
  roomEnds,
  withAnswers,
  withTaken,
  type Measure,
  type Room,
} from '../domain/room.js';
import type { HotRoom, Kept } from '../ports/limits.js';
import { changeLimit } from './change-limit.js';
import type { Parts } from './parts.js';

export type RoomParts = Pick<Parts, 'clock' | 'limits' | 'policy' | 'random' | 'report' | 'vault'>;

/** Something that an action is limited by: `{ key: 'requester', value: requester, of: 'requester' }`. */
export interface Limited {
  readonly key: LimitKey;
  /** Stored as a keyed hash only. */
  readonly value: string;
  readonly of: LimitOf;
}

/** What was counted for it so far. */
export interface Looked extends Limited, Measure {
  readonly thing: LimitedThing;
  /** Undefined where there is nothing yet, or where what this process knows was enough. */
  readonly found: Kept<Room> | undefined;
}

/** Everybody takes from these: what one machine counted is written in blocks (docs/limits.md states the bound). */
const HOT: ReadonlySet<LimitKey> = new Set(['calling-code', 'service']);
/** What this process knows of a hot room is good for so long. */
const FRESH = 5 * SECOND;

/** At most one round trip; it may be taken beside others. */
export async function lookAt(parts: RoomParts, action: LimitedAction, limited: Limited): Promise<Looked> {
  const looked = measured(parts, action, limited);
  const isKnown = usableHot(parts, looked, parts.clock.now()) !== undefined;
  return isKnown ? looked : { ...looked, found: await parts.limits.find<Room>(looked.thing) };
}

function measured({ policy, vault }: RoomParts, action: LimitedAction, limited: Limited): Looked {
  const rules = action === 'send-by-phone' ? policy.pumping : [];
  return {
    ...limited,
    thing: vault.limited(action, limited.key, limited.value),
    limits: limitsOf(policy.limits, action, limited.key),
    rule: rules.find(({ key }) => key === limited.key),
    found: undefined,
  };
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
  const full = longestOf(looked.map((one) => reachedIn(roomOf(parts, one, now), one, now)));
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

/** Codes that were sent were answered: the gates hear of it. At most two round trips. */
export async function noteAnswers(
  parts: RoomParts,
  action: LimitedAction,
  limited: Limited,
  count: number,
): Promise<void> {
  const looked = measured(parts, action, limited);
  const now = parts.clock.now();
  const hot = usableHot(parts, looked, now);
  if (hot !== undefined) {
    const room = withAnswers(hot.room, looked, now, count);
    parts.limits.hot.set(looked.thing, { ...hot, room, answered: hot.answered + count });
    return;
  }
  const found = await parts.limits.find<Room>(looked.thing);
  await write(parts, { ...looked, found }, now, (room) => ({ room: withAnswers(room, looked, now, count) }));
}

async function take(parts: RoomParts, looked: Looked, now: Instant): Promise<Reached | undefined> {
  const taking = (room: Room): Decided => {
    const reached = reachedIn(room, looked, now);
    return reached === undefined ? { room: withTaken(room, looked, now) } : { room, reached };
  };
  const hot = usableHot(parts, looked, now);
  if (hot !== undefined) {
    const { reached, room } = taking(hot.room);
    if (reached !== undefined) return reached;
    // A gate that closes must close everywhere: that is written at once.
    if (!closedBetween(hot.room, room)) {
      parts.limits.hot.set(looked.thing, { ...hot, room, taken: hot.taken + 1 });
      return undefined;
    }
  }
  return write(parts, looked, now, taking);
}

async function giveBack(parts: RoomParts, looked: Looked, now: Instant): Promise<void> {
  const found = await parts.limits.find<Room>(looked.thing);
  await write(parts, { ...looked, found }, now, (room) => ({ room: withTaken(room, looked, now, -1) }));
}

interface Decided {
  readonly room: Room;
  readonly reached?: Reached;
}

/** Writes what was decided, and with it what this process had counted and not written yet. */
async function write(
  parts: RoomParts,
  looked: Looked,
  now: Instant,
  decide: (room: Room) => Decided,
): Promise<Reached | undefined> {
  const { limits } = parts;
  const { answered = 0, taken = 0 } = limits.hot.get(looked.thing) ?? {};
  limits.hot.delete(looked.thing);
  const written = await changeLimit(parts, looked.thing, looked.found, (kept: Room = EMPTY_ROOM) => {
    const counted = withAnswers(kept, looked, now, answered);
    const before = taken === 0 ? counted : withTaken(counted, looked, now, taken);
    const { reached, room } = decide(before);
    const result = { reached, room, hasClosed: closedBetween(kept, room) };
    return room === kept ? { result } : { result, next: { state: room, until: roomEnds(room, now) } };
  });
  if (HOT.has(looked.key)) keepHot(parts, looked.thing, written.room, now);
  if (written.hasClosed) tell(parts, looked, written.room);
  return written.reached;
}

/** Beside this write others may have counted here: theirs stay to be written. */
function keepHot({ limits }: RoomParts, thing: LimitedThing, room: Room, now: Instant): void {
  const { answered = 0, taken = 0 } = limits.hot.get(thing) ?? {};
  limits.hot.set(thing, { room, readAt: now, taken, answered });
}

function usableHot({ limits }: RoomParts, looked: Looked, now: Instant): HotRoom | undefined {
  const hot = limits.hot.get(looked.thing);
  if (hot === undefined || now >= plus(hot.readAt, FRESH)) return undefined;
  return hot.taken + hot.answered + 1 < blockOf(hot.room, looked, now) ? hot : undefined;
}

function roomOf(parts: RoomParts, looked: Looked, now: Instant): Room {
  return usableHot(parts, looked, now)?.room ?? looked.found?.state ?? EMPTY_ROOM;
}

/** A calling code is nobody's; a requester stays unnamed. */
function tell({ report }: RoomParts, { key, value }: Looked, { gate }: Room): void {
  if (gate?.closedUntil === undefined) return;
  const which: Record<string, string> = key === 'calling-code' ? { callingCode: value } : {};
  const until = rfc3339(gate.closedUntil);
  report?.({ event: 'pumping-gate-closed', gate: key, ...which, until, closings: gate.closings });
}

function longestOf(reached: readonly (Reached | undefined)[]): Reached | undefined {
  return reached.reduce(
    (longest, one) =>
      longest === undefined || (one !== undefined && one.until > longest.until) ? one : longest,
    undefined,
  );
}
