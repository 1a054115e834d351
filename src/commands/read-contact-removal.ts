import { contactsIn } from '../domain/account.js';
import { removedBy } from '../domain/removal.js';
import { rfc3339 } from '../domain/instant.js';
import type { ContactRemovalInput, ContactRemovalReading } from '../workflows/contact-removal.js';
import type { Parts } from './parts.js';
import { untilSeen } from './until-seen.js';

type ReadParts = Pick<Parts, 'accounts'>;

/** Where a removal stands: whom to tell, and until when it can be undone. */
export async function readContactRemoval(
  parts: ReadParts,
  input: ContactRemovalInput,
): Promise<ContactRemovalReading> {
  return (await untilSeen(() => look(parts, input))) ?? { state: 'absent' };
}

/** As it is stored: past its time the contact is out of every decision, and still has to be erased. */
async function look(
  parts: ReadParts,
  { accountId, removalId }: ContactRemovalInput,
): Promise<ContactRemovalReading | undefined> {
  const account = (await parts.accounts.load(accountId))?.account;
  const contact = account && removedBy(account, removalId);
  if (account === undefined || contact === undefined) return undefined;
  const others = contactsIn(account, 'active').map(({ id }) => id);
  return { state: 'removed', undoUntil: rfc3339(contact.state.undoUntil), tell: [contact.id, ...others] };
}
