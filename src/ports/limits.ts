import type { Instant } from '../domain/instant.js';
import type { LimitedThing } from '../domain/limits.js';

/** What is remembered of one limited thing, and its version in storage. */
export interface Kept<State> {
  readonly state: State;
  readonly version: string;
  /** Names when storage may let go of it. */
  readonly goes: string;
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
  /** Lets go of what matters no more. @returns how many */
  dropOld(now: Instant): Promise<number>;
}
