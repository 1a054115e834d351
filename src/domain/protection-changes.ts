import { contactsIn, type Account, type Change } from './account.js';
import type { Happening } from './account-event.js';
import { closeOpen } from './challenge.js';
import { broughtBack, isIn, proven, type Contact, type ContactIn } from './contact.js';
import type { Decision } from './decision.js';
import type { ContactId, EventId, WindowId } from './identifiers.js';
import type { Instant } from './instant.js';
import type { Policy } from './policy.js';
import { aboveSuspicion, distrust } from './new-password.js';
import { ok, refuse } from './outcome.js';
import { openWindow, type Protection, type ProtectionReason } from './protection.js';

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
    retires(contact) ? retired(contact, windowId, window.endsAt, newcomer) : contact,
  );
  const changed: Account = {
    ...account,
    protection: { kind: 'protected', window },
    confirmation: { kind: 'none' },
    contacts: contacts.filter((contact) => !isIn(contact, 'pending')),
    challenges: closeOpen(account.challenges, { reason: 'account-protected', at: now }, () => true),
  };
  const gone = retiredBy(changed, windowId).map(({ id }) => id);
  const { endsAt } = window;
  return {
    account: changed,
    happened: { kind: 'protection-started', windowId, reason, endsAt, retired: gone },
  };
}

function retired(contact: Contact, windowId: WindowId, windowEndsAt: Instant, newcomer?: ContactId): Contact {
  const { state } = contact;
  const came = newcomer === undefined ? {} : { newcomer };
  const here = { kind: 'retired' as const, windowId, windowEndsAt, ...came };
  switch (state.kind) {
    case 'active':
      return { ...contact, state: { ...here, was: state } };
    case 'disabled':
      return { ...contact, state: { ...here, disabledAt: state.disabledAt, was: state.was } };
    case 'removed': {
      const { kind: _, was, disabledAt, ...removal } = state;
      return {
        ...contact,
        state: { ...here, removal, ...(disabledAt === undefined ? {} : { disabledAt }), was },
      };
    }
    case 'pending':
    case 'retired':
      return contact;
  }
}

/**
 * WIN-4: whoever proves a retired contact before the end, or follows the link sent to it, gets every contact back. A
 * newcomer that took away its elders goes, and with it the trust in whoever knew the password (REP-4). Undefined when the
 * window is over.
 *
 * @param by the contact whose code was typed
 */
export function cancelProtection(
  account: Account,
  windowId: WindowId,
  by: ContactId | undefined,
  ids: { readonly eventId: EventId },
  now: Instant,
  policy: Policy,
): Change | undefined {
  const { protection } = account;
  if (protection.kind !== 'protected' || protection.window.id !== windowId) return undefined;
  const { endsAt, newcomer, reason, startedAt } = protection.window;
  const contacts = account.contacts
    .filter(({ id }) => id !== newcomer)
    .map((contact): Contact => {
      if (!isIn(contact, 'retired') || contact.state.windowId !== windowId) return contact;
      const back = broughtBack(contact);
      return contact.id === by ? proven(back, now) : back;
    });
  const changed: Account = {
    ...account,
    protection: { kind: 'normal' },
    contacts,
    challenges: closeOpen(account.challenges, { reason: 'window-closed', at: now }, () => true),
  };
  const tell = contactsIn(changed, 'active').map(({ id }) => id);
  const suspicious = reason === 'replacement' || newcomer !== undefined;
  const happened: Happening = { kind: 'protection-cancelled', windowId, suspicious, endsAt, tell };
  const cancelled = { id: ids.eventId, at: now, happened };
  if (!suspicious) return { account: changed, events: [cancelled] };
  const trusted = aboveSuspicion(
    changed,
    { since: startedAt, suspects: newcomer === undefined ? [] : [newcomer] },
    policy,
  );
  const distrusted = distrust(changed, trusted, `${windowId}.distrusted` as EventId, now);
  return { account: distrusted.account, events: [cancelled, ...distrusted.events] };
}

/** Whoever says that what was done wasn't them undoes the window that was opened since, too. */
export function cancelOpenWindow(account: Account, now: Instant, policy: Policy): Change {
  const { protection } = account;
  if (protection.kind !== 'protected') return { account, events: [] };
  const { id } = protection.window;
  const ids = { eventId: `${id}.cancelled` as EventId };
  return cancelProtection(account, id, undefined, ids, now, policy) ?? { account, events: [] };
}

/** WIN-4, REP-2: the link of a notice, confirmed. */
export function cancelByLink(
  account: Account,
  windowId: WindowId,
  ids: { readonly eventId: EventId },
  now: Instant,
  policy: Policy,
): Decision<Protection, 'window-closed'> {
  const change = cancelProtection(account, windowId, undefined, ids, now, policy);
  return change === undefined
    ? { outcome: refuse({ code: 'window-closed' }) }
    : { outcome: ok(change.account.protection), change };
}

/** The contacts that a window retired, as long as they are kept. */
export function retiredBy(account: Account, windowId: WindowId): readonly ContactIn<'retired'>[] {
  return contactsIn(account, 'retired').filter(({ state }) => state.windowId === windowId);
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
