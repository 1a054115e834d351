import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import type { ErasureFlow, TimedFlow } from './workflows.js';

/** A flow that keeps a time has to do something at an instant. */
export interface FlowEntry<Flow extends TimedFlow | ErasureFlow = TimedFlow | ErasureFlow> {
  readonly at: Instant;
  readonly flow: Flow;
}

/** A chore that needs no flow is to be done at an instant. */
export interface ChoreEntry {
  readonly at: Instant;
  readonly chore: Chore;
}

export type DueEntry = FlowEntry | ChoreEntry;

/** AUD-1: an account's old events go. */
export interface Chore {
  readonly chore: 'forgetActivity';
  readonly accountId: AccountId;
}

/** Where the index keeps an entry; nobody else's business. */
export interface DuePlace {
  readonly partition: string;
  readonly row: string;
}

/** An entry that was found keeps its place: what is settled is what was found, wherever such an entry would lie today. */
export type Found<Entry extends DueEntry = DueEntry> = Entry & { readonly place: DuePlace };

/**
 * When which flow or chore has to do something, for finding what isn't done (DUR-2). Entries are written before the
 * change they are for, so there may be one too many, never one too few.
 */
export interface DueIndex {
  /** One round trip, side by side for several entries. Writing an entry twice is writing it once. */
  note(entries: readonly DueEntry[]): Promise<void>;
  /** Entries due by then, page by page, the earliest days first; reads what is due and nothing else. */
  dueBy(instant: Instant): AsyncIterable<readonly Found[]>;
  settle(found: Found): Promise<void>;
  /** Takes away an entry that is known and was not found, from every place that it may have. */
  withdraw(entry: DueEntry): Promise<void>;
}
