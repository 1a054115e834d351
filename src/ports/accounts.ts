import type { Account, Change } from '../domain/account.js';
import type { AccountEvent } from '../domain/account-event.js';
import type { AccountId, EventId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import type { DueEntry } from './due-index.js';
import type { EventPosition } from './page-cursors.js';

/** An account as it was read, with what storage needs to tell whether anybody changed it since. */
export interface LoadedAccount {
  readonly account: Account;
  readonly version: string;
}

export interface EventPage {
  /** Newest first. */
  readonly events: readonly AccountEvent[];
  /** Where the next page goes on, if there is one. */
  readonly next?: EventPosition;
}

export interface EventQuery {
  /** What happened before it is left out. */
  readonly since: Instant;
  readonly limit: number;
  readonly after?: EventPosition | undefined;
}

/**
 * Accounts at rest: one partition each. Every method but `remembered`, `remove` and `forgetEvents` is one round trip, and a
 * conflict is two. All throw `Unavailable` when storage can't be reached or doesn't answer.
 */
export interface Accounts {
  /** Undefined, too, for an account that is being erased: it is gone for everybody but its erasure. */
  load(id: AccountId): Promise<LoadedAccount | undefined>;
  /**
   * The account as this process last read or committed it, without asking storage. Somebody else may have changed it since:
   * only a commit proves that nobody has. Undefined where nothing is remembered, or where it is seldom still so.
   */
  remembered(id: AccountId): LoadedAccount | undefined;
  /** The same as `load` for whoever has to see one that is being erased. */
  loadErased(id: AccountId): Promise<Account | undefined>;
  /** Writes a new account whole. */
  create(change: Change): Promise<'created' | 'exists'>;
  /**
   * Writes what differs between the account as loaded and the change, with its events, in one transaction: all of it,
   * or, when anybody else committed meanwhile, nothing.
   *
   * @param noted entries of the due index that the change has; the account keeps a list of them (PRV-3)
   */
  commit(
    loaded: LoadedAccount,
    change: Change,
    noted?: readonly DueEntry[],
  ): Promise<'committed' | 'conflict'>;
  /** Everything, and last what makes it an account: dying on the way leaves it to be removed again. */
  remove(id: AccountId): Promise<void>;
  /** Those noted with commits, without the long past. */
  dueEntries(id: AccountId): Promise<readonly DueEntry[]>;
  event(id: AccountId, eventId: EventId): Promise<AccountEvent | undefined>;
  /** Reads a page and no more. */
  events(id: AccountId, query: EventQuery): Promise<EventPage>;
  /**
   * Lets go of what happened until then, and of entries that were due, reading little else.
   *
   * @returns when the oldest event that stays happened
   */
  forgetEvents(id: AccountId, until: Instant, now: Instant): Promise<Instant | undefined>;
}
