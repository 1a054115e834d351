import { contactsIn, type Account } from './account.js';
import type { Happening } from './account-event.js';
import { closeOpen } from './challenge.js';
import { isIn, proven, type Contact } from './contact.js';
import type { ContactId, WindowId } from './identifiers.js';
import type { Instant } from './instant.js';
import type { Policy } from './policy.js';
import { openWindow, type ProtectionReason } from './protection.js';

interface ProtectionChange {
  readonly account: Account;
  readonly happened: Happening;
}

/**
 * WIN: opens the window and retires contacts for its notices and its cancelling. What was removed shortly before and could
 * still be brought back is retired with them: taking contacts away one by one must not leave fewer people to tell.
 */
export function startProtection(
  account: Account,
  windowId: WindowId,
  reason: ProtectionReason,
  retires: (contact: Contact) => boolean,
  now: Instant,
  policy: Policy,
): ProtectionChange {
  const window = openWindow(windowId, reason, now, policy);
  const contacts = account.contacts.map((contact): Contact => {
    const { state } = contact;
    if (!retires(contact) || (state.kind !== 'active' && state.kind !== 'removed')) return contact;
    const was = state.kind === 'active' ? state : state.was;
    return { ...contact, state: { kind: 'retired', windowId, windowEndsAt: window.endsAt, was } };
  });
  const changed: Account = {
    ...account,
    protection: { kind: 'protected', window },
    contacts: contacts.filter((contact) => !isIn(contact, 'pending')),
    challenges: closeOpen(account.challenges, { reason: 'account-protected', at: now }, () => true),
  };
  const retired = retiredBy(changed, windowId).map(({ id }) => id);
  return { account: changed, happened: { kind: 'protection-started', windowId, reason, retired } };
}

/** WIN-4: whoever proves a retired contact before the end gets every contact back. Undefined when the window is over. */
export function cancelProtection(
  account: Account,
  windowId: WindowId,
  by: ContactId,
  now: Instant,
): ProtectionChange | undefined {
  const { protection } = account;
  if (protection.kind !== 'protected' || protection.window.id !== windowId) return undefined;
  const contacts = account.contacts.map((contact): Contact => {
    const { state } = contact;
    if (state.kind !== 'retired' || state.windowId !== windowId) return contact;
    const restored: Contact = { ...contact, state: state.was };
    return contact.id === by ? proven(restored, now) : restored;
  });
  const changed: Account = {
    ...account,
    protection: { kind: 'normal' },
    contacts,
    challenges: closeOpen(account.challenges, { reason: 'window-closed', at: now }, () => true),
  };
  const tell = contactsIn(changed, 'active').map(({ id }) => id);
  return { account: changed, happened: { kind: 'protection-cancelled', windowId, tell } };
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
