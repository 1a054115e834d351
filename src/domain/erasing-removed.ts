import type { Account } from './account.js';
import { isIn, type ContactIn } from './contact.js';
import type { RemovalId } from './identifiers.js';
import type { Instant } from './instant.js';

/** The contact that a removal took away, as long as it is kept. */
export function removedBy(account: Account, removalId: RemovalId): ContactIn<'removed'> | undefined {
  return account.contacts.find(
    (contact): contact is ContactIn<'removed'> =>
      isIn(contact, 'removed') && contact.state.removalId === removalId,
  );
}

/** RMV-5: the address goes when the way back is closed, not before. */
export function eraseRemoved(account: Account, removalId: RemovalId, now: Instant): Account | undefined {
  const contact = removedBy(account, removalId);
  if (contact === undefined || now < contact.state.undoUntil) return undefined;
  return { ...account, contacts: account.contacts.filter(({ id }) => id !== contact.id) };
}
