import { contactsIn, type Account } from './account.js';
import type { Happening } from './account-event.js';
import { broughtBack, type Contact, type ContactIn } from './contact.js';
import type { Decision } from './decision.js';
import type { ContactId, EventId, RemovalId } from './identifiers.js';
import type { Instant } from './instant.js';
import { aboveSuspicion, distrust } from './new-password.js';
import { ok, refuse } from './outcome.js';
import type { Policy } from './policy.js';
import { cancelOpenWindow } from './protection-changes.js';
import { removedBy } from './removal.js';

/**
 * RMV-5: the removed contact's holder says "this wasn't me". It comes back, every session ends, and a new password is
 * needed, by the code of a contact that was there well before. A window opened meanwhile is cancelled with it.
 */
export function undoRemoval(
  account: Account,
  removalId: RemovalId,
  ids: { readonly eventId: EventId },
  now: Instant,
  policy: Policy,
): Decision<Contact, 'undo-closed'> {
  const removal = undoable(account, removalId, now);
  if (removal === undefined) return { outcome: refuse({ code: 'undo-closed' }) };
  const { by, contact, removedAt } = removal;
  const open = cancelOpenWindow(account, now, policy);
  const restored = broughtBack(contact);
  const others = open.account.contacts.filter(({ id }) => id !== restored.id);
  const changed: Account = { ...open.account, contacts: [...others, restored] };
  const tell = contactsIn(changed, 'active').map(({ id }) => id);
  const happened: Happening = { kind: 'contact-restored', contactId: restored.id, tell };
  const trusted = aboveSuspicion(
    changed,
    { since: removedAt, suspects: by === undefined ? [] : [by] },
    policy,
  );
  const distrusted = distrust(changed, trusted, `${removalId}.distrusted` as EventId, now);
  return {
    outcome: ok(restored),
    change: {
      account: distrusted.account,
      events: [...open.events, { id: ids.eventId, at: now, happened }, ...distrusted.events],
    },
  };
}

interface Undoable {
  readonly contact: ContactIn<'removed'> | ContactIn<'retired'>;
  readonly removedAt: Instant;
  readonly by: ContactId | undefined;
}

/** A removed contact, or one that a window retired after it was removed, as long as the way back is open. */
function undoable(account: Account, removalId: RemovalId, now: Instant): Undoable | undefined {
  const removed = removedBy(account, removalId);
  if (removed !== undefined) {
    const { by, removedAt } = removed.state;
    return { contact: removed, removedAt, by };
  }
  const { protection } = account;
  if (protection.kind !== 'protected') return undefined;
  const contact = contactsIn(account, 'retired').find(
    ({ state }) => state.removal?.removalId === removalId && state.windowId === protection.window.id,
  );
  const removal = contact?.state.removal;
  if (contact === undefined || removal === undefined || now >= removal.undoUntil) return undefined;
  return { contact, removedAt: removal.removedAt, by: removal.by };
}
