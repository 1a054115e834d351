import { mayWithStepUpOrNoContact } from './access.js';
import { isOwn, listedContacts, ownContacts, type Account } from './account.js';
import type { Happening } from './account-event.js';
import { closeOpen } from './challenge.js';
import { isIn, onProbation, type Contact, type OwnContact, type RemovedState } from './contact.js';
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
  const may = mayWithStepUpOrNoContact(account, caller, now);
  if (!may.ok) return { outcome: may };
  const contact = listedContacts(account).find(({ id }) => id === contactId);
  if (contact === undefined) return { outcome: refuse({ code: 'not-found' }) };
  if (isIn(contact, 'pending')) return changed(withoutContact(account, contact, now), []);
  if (!isOwn(contact)) return { outcome: refuse({ code: 'not-found' }) };

  const window = windowFor(account, caller, contact, now, policy);
  if (window === undefined) {
    const gone = removed(account, contact, caller, ids, now, policy);
    return changed(gone, [told(contact, ids, now)]);
  }
  if (!acknowledged) return { outcome: refuse({ code: 'last-contact', reason: window.because }) };
  const { newcomer, reason } = window;
  const retires = ({ id }: Contact): boolean => reason === 'all-removed' || id === contact.id;
  const opening = { windowId: ids.windowId, reason, retires, newcomer };
  const started = startProtection(account, opening, now, policy);
  return changed(started.account, [event(ids, now, started.happened)]);
}

/** RMV-3: removes every contact. Without one of its own an account has nothing to protect, and what is left just goes. */
export function removeAllContacts(
  account: Account,
  caller: Caller,
  { acknowledged, ids }: Removing,
  now: Instant,
  policy: Policy,
): Decision<undefined, RemoveRefusal> {
  const may = mayWithStepUpOrNoContact(account, caller, now);
  if (!may.ok) return { outcome: may };
  const own = ownContacts(account);
  if (own.length === 0) {
    const left = new Set(listedContacts(account).map(({ id }) => id));
    return changed({ ...account, contacts: account.contacts.filter(({ id }) => !left.has(id)) }, []);
  }
  if (!acknowledged) return { outcome: refuse({ code: 'last-contact', reason: 'last-contact' }) };
  const newcomer = newcomerAgainst(account, caller, own, now, policy);
  const opening = { windowId: ids.windowId, reason: 'all-removed', retires: () => true, newcomer } as const;
  const started = startProtection(account, opening, now, policy);
  return changed(started.account, [event(ids, now, started.happened)]);
}

interface NeedsWindow {
  readonly because: 'last-contact' | 'probation';
  readonly reason: ProtectionReason;
  /** The contact on probation whose code throws out an elder: it goes when that comes back. */
  readonly newcomer: ContactId | undefined;
}

/** Whether taking this contact away needs a window: it is the last one, or a newcomer would throw out an elder (RMV-4). */
function windowFor(
  account: Account,
  caller: Caller,
  contact: OwnContact,
  now: Instant,
  policy: Policy,
): NeedsWindow | undefined {
  const newcomer = newcomerAgainst(account, caller, [contact], now, policy);
  const others = ownContacts(account).filter(({ id }) => id !== contact.id);
  // The last that can take a code: a disabled one that stays is no way back in, and is retired with it.
  if (!others.some((other) => isIn(other, 'active')) && (isIn(contact, 'active') || others.length === 0))
    return { because: 'last-contact', reason: 'all-removed', newcomer };
  if (onProbation(contact, now, policy) || isElder(proverOf(account, caller), now, policy)) return undefined;
  return { because: 'probation', reason: 'replacement', newcomer };
}

function proverOf(account: Account, caller: Caller): Contact | undefined {
  return account.contacts.find(({ id }) => id === caller.elevation?.by);
}

/** An active contact on probation whose code takes away an elder. */
function newcomerAgainst(
  account: Account,
  caller: Caller,
  leaving: readonly OwnContact[],
  now: Instant,
  policy: Policy,
): ContactId | undefined {
  const by = proverOf(account, caller);
  const young = by !== undefined && isIn(by, 'active') && onProbation(by, now, policy);
  return young && leaving.some((contact) => !onProbation(contact, now, policy)) ? by.id : undefined;
}

/** A prover that has since been removed still counts with its age; one that is gone does not. */
function isElder(by: Contact | undefined, now: Instant, policy: Policy): boolean {
  switch (by?.state.kind) {
    case 'active':
      return now >= plus(by.state.provenAt, policy.probation);
    case 'removed':
      return now >= plus(by.state.was.provenAt, policy.probation);
    case undefined:
    case 'pending':
    case 'retired':
    case 'disabled':
      return false;
  }
}

function removed(
  account: Account,
  contact: OwnContact,
  caller: Caller,
  ids: RemovingIds,
  now: Instant,
  policy: Policy,
): Account {
  const { state } = contact;
  const gone: RemovedState = {
    kind: 'removed',
    removalId: ids.removalId,
    removedAt: now,
    undoUntil: plus(now, policy.undoRemoval),
    ...(caller.elevation === undefined ? {} : { by: caller.elevation.by }),
    ...(state.kind === 'disabled' ? { disabledAt: state.disabledAt, was: state.was } : { was: state }),
  };
  return {
    ...withoutChallenges(account, contact, now),
    contacts: account.contacts.map((other) =>
      other.id === contact.id ? { ...contact, state: gone } : other,
    ),
  };
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
