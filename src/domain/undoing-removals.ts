import { contactsIn, type Account, type Change } from './account.js';
import type { Happening } from './account-event.js';
import { isIn, type Contact, type ContactIn } from './contact.js';
import type { Decision } from './decision.js';
import type { ContactId, EventId, RemovalId, WindowId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import { distrust } from './new-password.js';
import { ok, refuse } from './outcome.js';
import type { Policy } from './policy.js';
import type { Protection } from './protection.js';
import { cancelProtection } from './protection-changes.js';
import { removedBy } from './removal.js';

/** WIN-4, REP-2: the link of a notice, confirmed. */
export function cancelByLink(
  account: Account,
  windowId: WindowId,
  ids: { readonly eventId: EventId },
  now: Instant,
): Decision<Protection, 'window-closed'> {
  const change = cancelProtection(account, windowId, undefined, ids, now);
  return change === undefined
    ? { outcome: refuse({ code: 'window-closed' }) }
    : { outcome: ok(change.account.protection), change };
}

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
  const { contact, removedAt } = removal;
  const open = withoutWindow(account, now);
  const restored: Contact = { ...contact, state: contact.state.was };
  const changed: Account = {
    ...open.account,
    contacts: open.account.contacts.map((other) => (other.id === restored.id ? restored : other)),
  };
  const tell = contactsIn(changed, 'active').map(({ id }) => id);
  const happened: Happening = { kind: 'contact-restored', contactId: restored.id, tell };
  const trusted = trustedSince(changed, restored.id, plus(removedAt, -policy.probation));
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
}

/** A removed contact, or one that a window retired after it was removed, as long as the way back is open. */
function undoable(account: Account, removalId: RemovalId, now: Instant): Undoable | undefined {
  const removed = removedBy(account, removalId);
  if (removed !== undefined) return { contact: removed, removedAt: removed.state.removedAt };
  const { protection } = account;
  if (protection.kind !== 'protected') return undefined;
  const contact = contactsIn(account, 'retired').find(
    ({ state }) => state.removal?.removalId === removalId && state.windowId === protection.window.id,
  );
  const removal = contact?.state.removal;
  if (contact === undefined || removal === undefined || now >= removal.undoUntil) return undefined;
  return { contact, removedAt: removal.removedAt };
}

function withoutWindow(account: Account, now: Instant): Change {
  const { protection } = account;
  if (protection.kind !== 'protected') return { account, events: [] };
  const { id } = protection.window;
  const ids = { eventId: `${id}.cancelled` as EventId };
  return cancelProtection(account, id, undefined, ids, now) ?? { account, events: [] };
}

/** The restored contact, and those that were proven before anybody could have prepared for the removal. */
function trustedSince(account: Account, restored: ContactId, latest: Instant): readonly ContactId[] {
  return account.contacts
    .filter((contact) => isIn(contact, 'active') && contact.state.provenAt <= latest)
    .map(({ id }) => id)
    .filter((id) => id !== restored)
    .concat(restored);
}
