import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import type { ErasureFlow, TimedFlow } from './workflows.js';

/** What something has to come of at an instant: a flow that keeps a time, or a chore that needs none. */
export type DueEntry =
  | { readonly at: Instant; readonly flow: TimedFlow | ErasureFlow }
  | { readonly at: Instant; readonly chore: Chore };

/** AUD-1: an account's old events go. */
export interface Chore {
  readonly chore: 'forgetActivity';
  readonly accountId: AccountId;
}

/**
 * When which flow or chore has to do something, for finding what isn't done (DUR-2). Entries are written before the
 * change they are for, so there may be one too many, never one too few.
 */
export interface DueIndex {
  /** One round trip, side by side for several entries. Writing an entry twice is writing it once. */
  note(entries: readonly DueEntry[]): Promise<void>;
  /** Entries due by then, the earliest first; reads what is due and nothing else. */
  dueBy(instant: Instant): AsyncIterable<DueEntry>;
  settle(entry: DueEntry): Promise<void>;
}
