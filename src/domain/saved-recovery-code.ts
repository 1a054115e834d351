import type { Instant } from './instant.js';

/** REC-5: a code that the holder keeps on paper. */
export interface SavedRecoveryCode {
  /** PHC string of a memory-hard hash. */
  readonly hash: string;
  readonly createdAt: Instant;
}
