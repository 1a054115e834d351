import type { AppPasswordId } from './identifiers.js';
import type { Instant } from './instant.js';

/** APP-1: for what can't ask for a code. Good at its own door only. */
export interface AppPassword {
  readonly id: AppPasswordId;
  readonly name: string;
  /** The part of it that finds it, so that one hash is computed whichever was typed. Says nothing of the rest. */
  readonly selector: string;
  /** PHC string of a memory-hard hash of the rest. */
  readonly hash: string;
  readonly createdAt: Instant;
  /** To the day. */
  readonly lastUsedAt?: Instant;
}
