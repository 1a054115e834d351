import type { RequestKey } from '../domain/answered-request.js';
import type { Instant } from '../domain/instant.js';

/** An answer as it was given, sealed. */
export interface KeptAnswer {
  readonly content: string;
  readonly sealed: string;
}

/** The first answers of requests with an `Idempotency-Key` (DUR-4). All throw `Unavailable`. */
export interface Answers {
  /** One round trip. Answers older than a day are none. */
  find(key: RequestKey, now: Instant): Promise<KeptAnswer | undefined>;
  /** Keeps the first answer; a later one changes nothing. @returns the one that is kept */
  keep(key: RequestKey, answer: KeptAnswer, now: Instant): Promise<KeptAnswer>;
  /** Lets go of what is too old to be found. @returns how many */
  dropOld(now: Instant): Promise<number>;
}
