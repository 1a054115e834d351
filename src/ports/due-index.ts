import type { Instant } from '../domain/instant.js';
import type { TimedFlow } from './workflows.js';

/** A flow that something has to come of at an instant. */
export interface DueEntry {
  readonly at: Instant;
  readonly flow: TimedFlow;
}

/**
 * When which flow has to do something, for finding those that don't (DUR-2). Entries are written before the change they
 * are for, so there may be one too many, never one too few.
 */
export interface DueIndex {
  /** One round trip, side by side for several entries. Writing an entry twice is writing it once. */
  note(entries: readonly DueEntry[]): Promise<void>;
  /** Entries due by then, the earliest first; reads what is due and nothing else. */
  dueBy(instant: Instant): AsyncIterable<DueEntry>;
  settle(entry: DueEntry): Promise<void>;
}
