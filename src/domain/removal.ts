import type { Account } from './account.js';
import { isIn, type ContactIn } from './contact.js';
import type { RemovalId } from './identifiers.js';

/** The contact that a removal took away, as long as it can be brought back (RMV-5). */
export function removedBy(account: Account, removalId: RemovalId): ContactIn<'removed'> | undefined {
  return account.contacts.find(
    (contact): contact is ContactIn<'removed'> =>
      isIn(contact, 'removed') && contact.state.removalId === removalId,
  );
}
