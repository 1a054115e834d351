import { mayChangeContacts } from './access.js';
import { contactsIn, listedContacts, type Account } from './account.js';
import type { Happening } from './account-event.js';
import { closeOpen } from './challenge.js';
import { isIn, onProbation, type Contact, type ContactIn } from './contact.js';
import type { Decision } from './decision.js';
import type { ContactId, EventId, RemovalId, WindowId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import { ok, refuse } from './outcome.js';
import type { Policy } from './policy.js';
import type { ProtectionReason } from './protection.js';
import { startProtection } from './protection-changes.js';
import type { Caller } from './session.js';

export interface RemovingIds {
  readonly removalId: RemovalId;
  readonly windowId: WindowId;
  readonly eventId: EventId;
}

/** How the holder asks: `acknowledged` says that they know of the protection window (RMV-3). */
export interface Removing {
  readonly acknowledged: boolean;
  readonly ids: RemovingIds;
}

export type RemoveRefusal = MayRemoveRefusal | 'not-found' | 'last-contact';
type MayRemoveRefusal = 'account-protected' | 'step-up-required';

/** RMV-1, RMV-2, RMV-3, RMV-4: removes one contact. */
export function removeContact(
  account: Account,
  caller: Caller,
  contactId: ContactId,
  { acknowledged, ids }: Removing,
  now: Instant,
  policy: Policy,
): Decision<undefined, RemoveRefusal> {
  const may = mayChangeContacts(account, caller, now);
  if (!may.ok) return { outcome: may };
  const contact = listedContacts(account).find(({ id }) => id === contactId);
  if (contact === undefined) return { outcome: refuse({ code: 'not-found' }) };
  if (isIn(contact, 'pending')) return changed(withoutContact(account, contact, now), []);
  if (!isIn(contact, 'active'))
    return changed(removed(account, contact, ids, now, policy), [told(contact, ids, now)]);

  const window = windowFor(account, caller, contact, now, policy);
  if (window === undefined)
    return changed(removed(account, contact, ids, now, policy), [told(contact, ids, now)]);
  if (!acknowledged) return { outcome: refuse({ code: 'last-contact', reason: window.because }) };
  const { newcomer, reason } = window;
  // Whoever retires the last one leaves nobody out; a replaced one goes alone (a disabled contact is told of no window).
  const retires =
    reason === 'all-removed'
      ? (one: Contact): boolean => !isIn(one, 'disabled')
      : ({ id }: Contact): boolean => id === contact.id;
  const opening = { windowId: ids.windowId, reason, retires, newcomer };
  const started = startProtection(account, opening, now, policy);
  return changed(started.account, [event(ids, now, started.happened)]);
}

/** RMV-3: removes every contact. Without an active one there is nothing to protect, and what is left just goes. */
export function removeAllContacts(
  account: Account,
  caller: Caller,
  { acknowledged, ids }: Removing,
  now: Instant,
  policy: Policy,
): Decision<undefined, RemoveRefusal> {
  const may = mayChangeContacts(account, caller, now);
  if (!may.ok) return { outcome: may };
  if (contactsIn(account, 'active').length === 0) {
    const left = new Set(listedContacts(account).map(({ id }) => id));
    return changed({ ...account, contacts: account.contacts.filter(({ id }) => !left.has(id)) }, []);
  }
  if (!acknowledged) return { outcome: refuse({ code: 'last-contact', reason: 'last-contact' }) };
  const listed = { ...account, contacts: account.contacts.filter((contact) => !isIn(contact, 'disabled')) };
  const opening = { windowId: ids.windowId, reason: 'all-removed', retires: () => true } as const;
  const started = startProtection(listed, opening, now, policy);
  return changed(started.account, [event(ids, now, started.happened)]);
}

interface NeedsWindow {
  readonly because: 'last-contact' | 'probation';
  readonly reason: ProtectionReason;
  /** The contact on probation that stands in for the one it removes. */
  readonly newcomer?: ContactId | undefined;
}

/** Whether taking this contact away needs a window: it is the last one, or a newcomer would throw out an elder (RMV-4). */
function windowFor(
  account: Account,
  caller: Caller,
  contact: ContactIn<'active'>,
  now: Instant,
  policy: Policy,
): NeedsWindow | undefined {
  if (contactsIn(account, 'active').length === 1) return { because: 'last-contact', reason: 'all-removed' };
  if (onProbation(contact, now, policy)) return undefined;
  const by = account.contacts.find(({ id }) => id === caller.elevation?.by);
  const trusted = by !== undefined && isElder(by, now, policy);
  return trusted ? undefined : { because: 'probation', reason: 'replacement', newcomer: by?.id };
}

/** A prover that has since been removed still counts with its age; one that is gone does not. */
function isElder(by: Contact, now: Instant, policy: Policy): boolean {
  switch (by.state.kind) {
    case 'active':
      return now >= plus(by.state.provenAt, policy.probation);
    case 'removed':
      return now >= plus(by.state.was.provenAt, policy.probation);
    case 'pending':
    case 'retired':
    case 'disabled':
      return false;
  }
}

function removed(
  account: Account,
  contact: ContactIn<'active'> | ContactIn<'disabled'> | Contact,
  ids: RemovingIds,
  now: Instant,
  policy: Policy,
): Account {
  const was = wasActive(contact);
  if (was === undefined) return withoutContact(account, contact, now);
  const undoUntil = plus(now, policy.undoRemoval);
  const state = { kind: 'removed', removalId: ids.removalId, removedAt: now, undoUntil, was } as const;
  return {
    ...withoutChallenges(account, contact, now),
    contacts: account.contacts.map((other) => (other.id === contact.id ? { ...contact, state } : other)),
  };
}

function wasActive({ state }: Contact) {
  switch (state.kind) {
    case 'active':
      return state;
    case 'disabled':
    case 'removed':
    case 'retired':
      return state.was;
    case 'pending':
      return undefined;
  }
}

function withoutContact(account: Account, contact: Contact, now: Instant): Account {
  return {
    ...withoutChallenges(account, contact, now),
    contacts: account.contacts.filter(({ id }) => id !== contact.id),
  };
}

function withoutChallenges(account: Account, contact: Contact, now: Instant): Account {
  const closed = { reason: 'replaced', at: now } as const;
  return {
    ...account,
    challenges: closeOpen(account.challenges, closed, ({ contactId }) => contactId === contact.id),
  };
}

function told(contact: Contact, ids: RemovingIds, now: Instant) {
  return event(ids, now, { kind: 'contact-removed', contactId: contact.id, removalId: ids.removalId });
}

function event(ids: RemovingIds, now: Instant, happened: Happening) {
  return { id: ids.eventId, at: now, happened };
}

function changed(account: Account, events: readonly ReturnType<typeof event>[]): Decision<undefined, never> {
  return { outcome: ok(undefined), change: { account, events } };
}
