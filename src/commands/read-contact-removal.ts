import { contactsIn } from '../domain/account.js';
import { removedBy } from '../domain/removal.js';
import { rfc3339 } from '../domain/instant.js';
import type { ContactRemovalInput, ContactRemovalReading } from '../workflows/contact-removal.js';
import { readAccount } from './change-account.js';
import type { Parts } from './parts.js';
import { untilSeen } from './until-seen.js';

type ReadParts = Pick<Parts, 'accounts' | 'clock' | 'policy'>;

/** Where a removal stands: whom to tell, and until when it can be undone. */
export async function readContactRemoval(
  parts: ReadParts,
  input: ContactRemovalInput,
): Promise<ContactRemovalReading> {
  return (await untilSeen(() => look(parts, input))) ?? { state: 'absent' };
}

async function look(
  parts: ReadParts,
  { accountId, removalId }: ContactRemovalInput,
): Promise<ContactRemovalReading | undefined> {
  const read = await readAccount(parts, accountId);
  const contact = read && removedBy(read.account, removalId);
  if (read === undefined || contact === undefined) return undefined;
  const others = contactsIn(read.account, 'active').map(({ id }) => id);
  return { state: 'removed', undoUntil: rfc3339(contact.state.undoUntil), tell: [contact.id, ...others] };
}
