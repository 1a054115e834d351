import type { Instant } from '../domain/instant.js';

/** The histories that durable flows leave behind. */
export interface FlowHistory {
  /** @returns how many were let go */
  purgeCompletedBefore(created: Instant): Promise<number>;
}
