import type { Instant } from '../domain/instant.js';
import type { WorkflowStart } from './workflows.js';

/** The histories that durable flows leave behind. Throws `Unavailable` when the task hub fails. */
export interface FlowHistory {
  /** @returns how many were let go */
  purgeCompletedBefore(created: Instant): Promise<number>;
  /** Ends a flow that still runs, and lets go of one that has ended. `ends`: ask again in a while. */
  erase(flow: WorkflowStart): Promise<'gone' | 'ends'>;
}
