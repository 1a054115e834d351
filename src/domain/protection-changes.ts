import { contactsIn, type Account, type Change } from './account.js';
import type { Happening } from './account-event.js';
import { closeOpen } from './challenge.js';
import { isIn, proven, type Contact } from './contact.js';
import type { ContactId, EventId, WindowId } from './identifiers.js';
import type { Instant } from './instant.js';
import type { Policy } from './policy.js';
import { distrust } from './new-password.js';
import { openWindow, type ProtectionReason } from './protection.js';

interface ProtectionChange {
  readonly account: Account;
  readonly happened: Happening;
}

/** How a window opens: whom it retires, and who comes in their place. */
export interface Opening {
  readonly windowId: WindowId;
  readonly reason: ProtectionReason;
  readonly retires: (contact: Contact) => boolean;
  readonly newcomer?: ContactId | undefined;
}

/**
 * WIN: opens the window and retires contacts for its notices and its cancelling. What was removed shortly before and could
 * still be brought back is retired with them: taking contacts away one by one must not leave fewer people to tell. What was
 * asked of the holder before (CNF) is asked no more: nobody can answer while the window runs.
 */
export function startProtection(
  account: Account,
  { newcomer, reason, retires, windowId }: Opening,
  now: Instant,
  policy: Policy,
): ProtectionChange {
  const opened = openWindow(windowId, reason, now, policy);
  const window = newcomer === undefined ? opened : { ...opened, newcomer };
  const contacts = account.contacts.map((contact) =>
    retires(contact) ? retired(contact, windowId, window.endsAt) : contact,
  );
  const changed: Account = {
    ...account,
    protection: { kind: 'protected', window },
    confirmation: { kind: 'none' },
    contacts: contacts.filter((contact) => !isIn(contact, 'pending')),
    challenges: closeOpen(account.challenges, { reason: 'account-protected', at: now }, () => true),
  };
  const gone = retiredBy(changed, windowId).map(({ id }) => id);
  return { account: changed, happened: { kind: 'protection-started', windowId, reason, retired: gone } };
}

function retired(contact: Contact, windowId: WindowId, windowEndsAt: Instant): Contact {
  const { state } = contact;
  switch (state.kind) {
    case 'active':
      return { ...contact, state: { kind: 'retired', windowId, windowEndsAt, was: state } };
    case 'disabled':
      return { ...contact, state: { kind: 'retired', windowId, windowEndsAt, was: state.was } };
    case 'removed': {
      const { removalId, removedAt, undoUntil, was } = state;
      const removal = { removalId, removedAt, undoUntil };
      return { ...contact, state: { kind: 'retired', windowId, windowEndsAt, removal, was } };
    }
    case 'pending':
    case 'retired':
      return contact;
  }
}

/**
 * WIN-4: whoever proves a retired contact before the end, or follows the link sent to it, gets every contact back. A
 * replacement's newcomer goes (REP-4). Undefined when the window is over.
 *
 * @param by the contact whose code was typed
 */
export function cancelProtection(
  account: Account,
  windowId: WindowId,
  by: ContactId | undefined,
  ids: { readonly eventId: EventId },
  now: Instant,
): Change | undefined {
  const { protection } = account;
  if (protection.kind !== 'protected' || protection.window.id !== windowId) return undefined;
  const { newcomer, reason } = protection.window;
  const restored = retiredBy(account, windowId).map(({ id }) => id);
  const contacts = account.contacts
    .filter(({ id }) => id !== newcomer)
    .map((contact): Contact => {
      const { state } = contact;
      if (state.kind !== 'retired' || state.windowId !== windowId) return contact;
      const back: Contact = { ...contact, state: state.was };
      return contact.id === by ? proven(back, now) : back;
    });
  const changed: Account = {
    ...account,
    protection: { kind: 'normal' },
    contacts,
    challenges: closeOpen(account.challenges, { reason: 'window-closed', at: now }, () => true),
  };
  const tell = contactsIn(changed, 'active').map(({ id }) => id);
  const happened: Happening = { kind: 'protection-cancelled', windowId, reason, tell };
  const cancelled = { id: ids.eventId, at: now, happened };
  if (reason === 'all-removed') return { account: changed, events: [cancelled] };
  const distrusted = distrust(changed, restored, `${windowId}.distrusted` as EventId, now);
  return { account: distrusted.account, events: [cancelled, ...distrusted.events] };
}

/** The contacts that a window retired, as long as they are kept. */
export function retiredBy(account: Account, windowId: WindowId): readonly Contact[] {
  return account.contacts.filter(
    (contact) => isIn(contact, 'retired') && contact.state.windowId === windowId,
  );
}

/** WIN-5: the addresses go, once the last notice is out. Nothing happens while the window runs. */
export function eraseRetired(account: Account, windowId: WindowId): Account | undefined {
  const { protection } = account;
  if (protection.kind === 'protected' && protection.window.id === windowId) return undefined;
  const gone = new Set(retiredBy(account, windowId).map(({ id }) => id));
  return gone.size === 0
    ? undefined
    : { ...account, contacts: account.contacts.filter(({ id }) => !gone.has(id)) };
}
