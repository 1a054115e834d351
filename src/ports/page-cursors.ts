import type { AccountId } from '../domain/identifiers.js';
import type { Brand } from '../domain/brand.js';

/** Where a page of an account's events ended, in storage's own terms. */
export type EventPosition = Brand<string, 'EventPosition'>;

/** Positions as they are given out: good for one account, and not to be made up. */
export interface PageCursors {
  issue(position: EventPosition, account: AccountId): string;
  /** Undefined for anything that was not given out for this account. */
  read(cursor: string, account: AccountId): EventPosition | undefined;
}
