import type { Instant } from '../domain/instant.js';
import type { LimitedThing } from '../domain/limits.js';
import type { Room } from '../domain/room.js';

/** What is remembered of one limited thing, and its version in storage. */
export interface Kept<State> {
  readonly state: State;
  readonly version: string;
  /** Names when storage may let go of it. */
  readonly goes: string;
}

/** A room that every request takes from: read and written now and then only, in blocks. */
export interface HotRoom {
  /** As it was last read or written, and what was counted here since. */
  readonly room: Room;
  readonly readAt: Instant;
  /** Not written yet. */
  readonly taken: number;
  readonly answered: number;
}

/** Counters of limited things, found by keyed hash. All of it throws `Unavailable`. */
export interface Limits {
  /** One round trip. */
  find<State>(thing: LimitedThing): Promise<Kept<State> | undefined>;
  /**
   * One round trip.
   *
   * @param before what was found, undefined for nothing
   * @param until from when on the state matters no more
   * @returns false when somebody else wrote first
   */
  put<State>(
    thing: LimitedThing,
    state: State,
    before: Kept<unknown> | undefined,
    until: Instant,
  ): Promise<boolean>;
  /** This process begins something that it has not counted yet. @returns its end, to be called once */
  begin(thing: LimitedThing): () => void;
  /** How much this process has begun and not ended. */
  underway(thing: LimitedThing): number;
  /** What this process knows and has counted of what everybody counts. It is lost with the process. */
  readonly hot: Map<LimitedThing, HotRoom>;
  /** The write of a hot room that is under way in this process. */
  readonly writing: Map<LimitedThing, Promise<unknown>>;
  /** Lets go of what matters no more. @returns how many */
  dropOld(now: Instant): Promise<number>;
}
