import { plus, rfc3339, SECOND, type Instant } from '../domain/instant.js';
import {
  limitsOf,
  type LimitedAction,
  type LimitedThing,
  type LimitKey,
  type LimitOf,
  type Reached,
} from '../domain/limits.js';
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
  /** What this process knew then: another write of its own makes `found` old. */
  readonly seen?: HotRoom | undefined;
}

/** Everybody takes from these: what one machine counted is written in blocks (docs/limits.md states the bound). */
const HOT: ReadonlySet<LimitKey> = new Set(['calling-code', 'service']);
/** What this process knows of a hot room is good for so long. */
const FRESH = 5 * SECOND;

/** At most one round trip; it may be taken beside others. */
export async function lookAt(parts: RoomParts, action: LimitedAction, limited: Limited): Promise<Looked> {
  const looked = unseen(parts, action, limited);
  const isKnown = usableHot(parts, looked, parts.clock.now()) !== undefined;
  if (isKnown) return looked;
  const found = await parts.limits.find<Room>(looked.thing);
  return { ...looked, found, seen: parts.limits.hot.get(looked.thing) };
}

/** As it would be looked at where nothing was counted yet. */
export function unseen({ policy, vault }: RoomParts, action: LimitedAction, limited: Limited): Looked {
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
 * Codes that were sent were answered: the gates hear of it. At most two round trips.
 *
 * @param count negative to take back
 */
export async function noteAnswers(
  parts: RoomParts,
  action: LimitedAction,
  limited: Limited,
  count: number,
): Promise<void> {
  const looked = unseen(parts, action, limited);
  const now = parts.clock.now();
  await turnToWrite(parts, looked, now);
  const hot = usableHot(parts, looked, now);
  if (hot !== undefined) {
    const room = withAnswers(hot.room, looked, now, count);
    parts.limits.hot.set(looked.thing, { ...hot, room, answered: hot.answered + count });
    return;
  }
  const found = await parts.limits.find<Room>(looked.thing);
  await write(parts, { ...looked, found }, now, (room) => ({ room: withAnswers(room, looked, now, count) }));
}

/** Takes one. At most one round trip where `looked` is how it stands. @returns what refuses */
export async function take(parts: RoomParts, looked: Looked, now: Instant): Promise<Reached | undefined> {
  const { hot: rooms } = parts.limits;
  const taking = (room: Room): Decided => {
    const reached = reachedIn(room, looked, now);
    return reached === undefined ? { room: withTaken(room, looked, now) } : { room, reached };
  };
  await turnToWrite(parts, looked, now);
  const hot = usableHot(parts, looked, now);
  if (hot !== undefined) {
    const { reached, room } = taking(hot.room);
    if (reached !== undefined) return reached;
    // A gate that closes must close everywhere: that is written at once.
    if (!closedBetween(hot.room, room)) {
      rooms.set(looked.thing, { ...hot, room, taken: hot.taken + 1 });
      return undefined;
    }
  }
  return write(parts, looked, now, taking);
}

/** Resolves when the room can be taken from without a write, or nobody else in this process is writing it. */
async function turnToWrite(parts: RoomParts, looked: Looked, now: Instant): Promise<void> {
  const { writing } = parts.limits;
  let ahead = writing.get(looked.thing);
  while (ahead !== undefined && usableHot(parts, looked, now) === undefined) {
    await ahead;
    ahead = writing.get(looked.thing);
  }
}

/** Gives one back that was taken `at` then. At most two round trips. */
export async function giveBack(parts: RoomParts, looked: Looked, at: Instant): Promise<void> {
  const found = await parts.limits.find<Room>(looked.thing);
  const now = parts.clock.now();
  await write(parts, { ...looked, found }, now, (room) => ({ room: withTaken(room, looked, at, -1) }));
}

interface Decided {
  readonly room: Room;
  readonly reached?: Reached | undefined;
}

/** Writes what was decided, and with it what this process had counted and not written yet. */
function write(
  parts: RoomParts,
  looked: Looked,
  now: Instant,
  decide: (room: Room) => Decided,
): Promise<Reached | undefined> {
  if (!HOT.has(looked.key))
    return written(parts, looked, now, NOTHING, decide).then(({ reached }) => reached);
  const { hot, writing } = parts.limits;
  const known = hot.get(looked.thing);
  const mine = known ?? { ...NOTHING, room: looked.found?.state ?? EMPTY_ROOM };
  // Others go on with what is known meanwhile.
  hot.set(looked.thing, { ...mine, ...NOTHING, readAt: now });
  const beside = () => hot.get(looked.thing) ?? NOTHING;
  // What was looked at may be older than this process's own last write.
  const current = known === looked.seen ? Promise.resolve(looked) : lookAgain(parts, looked);
  const done = current
    .then((one) => written(parts, one, now, mine, decide))
    .then(
      ({ reached, room }) => {
        hot.set(looked.thing, {
          ...NOTHING,
          ...beside(),
          room: counting(room, looked, now, beside()),
          readAt: now,
        });
        return reached;
      },
      (error: unknown) => {
        const { answered, taken } = beside();
        const kept = { answered: mine.answered + answered, taken: mine.taken + taken };
        hot.set(looked.thing, { room: mine.room, readAt: now, ...kept });
        throw error;
      },
    );
  const settled = done.then(nothing, nothing).finally(() => writing.delete(looked.thing));
  writing.set(looked.thing, settled);
  return done;
}

async function lookAgain({ limits }: RoomParts, looked: Looked): Promise<Looked> {
  return { ...looked, found: await limits.find<Room>(looked.thing) };
}

const nothing = (): undefined => undefined;

async function written(
  parts: RoomParts,
  looked: Looked,
  now: Instant,
  mine: Pick<HotRoom, 'answered' | 'taken'>,
  decide: (room: Room) => Decided,
): Promise<Decided> {
  const decided = await changeLimit(parts, looked.thing, looked.found, (kept: Room = EMPTY_ROOM) => {
    const { reached, room } = decide(counting(kept, looked, now, mine));
    const result = { reached, room, hasClosed: closedBetween(kept, room) };
    return room === kept ? { result } : { result, next: { state: room, until: roomEnds(room, now) } };
  });
  if (decided.hasClosed) tell(parts, looked, decided.room);
  return decided;
}

const NOTHING = { taken: 0, answered: 0 };

/** The room with what was counted here and isn't written yet. */
function counting(
  room: Room,
  looked: Looked,
  now: Instant,
  { answered, taken }: Pick<HotRoom, 'answered' | 'taken'>,
): Room {
  const answers = withAnswers(room, looked, now, answered);
  return taken === 0 ? answers : withTaken(answers, looked, now, taken);
}

function usableHot({ limits }: RoomParts, looked: Looked, now: Instant): HotRoom | undefined {
  const hot = limits.hot.get(looked.thing);
  if (hot === undefined || now >= plus(hot.readAt, FRESH)) return undefined;
  return hot.taken + Math.abs(hot.answered) + 1 < blockOf(hot.room, looked, now) ? hot : undefined;
}

/** Why there is no room for one more, as far as is known. */
export function reachedAt(parts: RoomParts, looked: Looked, now: Instant): Reached | undefined {
  const room = usableHot(parts, looked, now)?.room ?? looked.found?.state ?? EMPTY_ROOM;
  return reachedIn(room, looked, now);
}

/** A calling code is nobody's; a requester stays unnamed. */
function tell({ report }: RoomParts, { key, value }: Looked, { gate }: Room): void {
  if (gate?.closedUntil === undefined) return;
  const which: Record<string, string> = key === 'calling-code' ? { callingCode: value } : {};
  const until = rfc3339(gate.closedUntil);
  report?.({ event: 'pumping-gate-closed', gate: key, ...which, until, closings: gate.closings });
}
