import type { AccountId, EventId, RemovalId, WindowId } from '../domain/identifiers.js';

/** What the link of a notice is good for. Whether it still is, the account says. */
export type Link =
  | { readonly kind: 'cancel-protection'; readonly accountId: AccountId; readonly windowId: WindowId }
  | { readonly kind: 'repudiate-password'; readonly accountId: AccountId; readonly eventId: EventId }
  | { readonly kind: 'undo-removal'; readonly accountId: AccountId; readonly removalId: RemovalId };

/** The tokens in notices' links: short, since they travel in texts, and unforgeable. */
export interface LinkTokens {
  issue(link: Link): string;
  /** Undefined for anything that is not a token of ours. */
  read(token: string): Link | undefined;
}
