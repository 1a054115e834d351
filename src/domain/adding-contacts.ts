import { mayWithStepUpOrNoContact } from './access.js';
import { contactsIn, ownAddress, ownContacts, provers, type Account } from './account.js';
import { closeOpen, type Challenge } from './challenge.js';
import { addedAgain } from './code-ledger.js';
import { isIn, maskedContact, type Contact } from './contact.js';
import type {
  AddressFingerprint,
  Channel,
  Delivery,
  MaskedAddress,
  SealedAddress,
} from './contact-address.js';
import type { Decision } from './decision.js';
import { send, type CodeToSend } from './asking-for-codes.js';
import type { ChallengeId, ContactId, EventId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import { ok, refuse, type Outcome } from './outcome.js';
import type { Policy } from './policy.js';
import type { Caller } from './session.js';

/** A contact as the holder named it, its address already out of sight. */
export interface NamedContact {
  readonly channel: Channel;
  readonly delivery: Delivery;
  readonly sealed: SealedAddress;
  readonly fingerprint: AddressFingerprint;
  readonly masked: MaskedAddress;
}

export interface AddingIds {
  readonly contactId: ContactId;
  readonly challengeId: ChallengeId;
  readonly eventId: EventId;
}

export type AddRefusal =
  MayAddRefusal | 'already-added' | 'invalid-contact' | 'too-many-contacts' | 'too-many-codes';
type MayAddRefusal = 'account-protected' | 'step-up-required';

/** ADD-1: the contact is kept pending and its first code goes out. */
export function addContact(
  account: Account,
  caller: Caller,
  named: NamedContact,
  ids: AddingIds,
  keyVersion: number,
  now: Instant,
  policy: Policy,
): Decision<CodeToSend, AddRefusal> {
  const may = mayAdd(account, caller, named, now);
  if (!may.ok) return { outcome: may };
  const fits = isNew(account, named);
  if (!fits.ok) return { outcome: fits };
  const kept = account.contacts.filter((contact) => countsFor(contact, named));
  // What was removed and can still come back is bounded, too: all of it must fit in one transaction.
  const leaving = contactsIn(account, 'removed').length >= 2 * policy.contactsPerAccount;
  if (leaving || kept.length >= policy.contactsPerAccount) {
    return {
      outcome: refuse({ code: 'too-many-contacts', of: 'account', limit: policy.contactsPerAccount }),
    };
  }
  return namePending(account, { named, ids, keyVersion }, now, policy);
}

/** ADD-7. A disabled contact's address may be added again where nothing is left to give a step-up (CODE-3). */
function mayAdd(
  account: Account,
  caller: Caller,
  named: NamedContact,
  now: Instant,
): Outcome<undefined, MayAddRefusal> {
  const may = mayWithStepUpOrNoContact(account, caller, now);
  if (may.ok || may.refusal.code === 'account-protected' || provers(account).length > 0) return may;
  const again = ownContacts(account).some(({ fingerprint }) => fingerprint === named.fingerprint);
  return again ? ok(undefined) : may;
}

interface Naming {
  readonly named: NamedContact;
  readonly ids: AddingIds;
  readonly keyVersion: number;
  /** REP-1 */
  readonly replaces?: true;
}

/** A contact as it is kept until it is proven, with the challenge that proves it. */
export function namePending(
  account: Account,
  { ids, keyVersion, named, replaces }: Naming,
  now: Instant,
  policy: Policy,
): Decision<CodeToSend, 'too-many-codes'> {
  const contact: Contact = {
    ...named,
    id: ids.contactId,
    addedAt: now,
    state: {
      kind: 'pending',
      expiresAt: plus(now, policy.pendingLifetime),
      ...(replaces === undefined ? {} : { replaces }),
    },
  };
  const challenge: Challenge = {
    ...{ id: ids.challengeId, contactId: contact.id, purpose: 'add-contact', delivery: named.delivery },
    keyVersion,
    sentAt: [now],
    wrongTries: 0,
    deliveryStatus: 'queued',
  };
  const decision = send(replacePending(account, contact, now, policy), challenge, contact, now, policy);
  if (decision.change === undefined) return decision;
  const event = {
    id: ids.eventId,
    at: now,
    happened: { kind: 'contact-named', contactId: contact.id },
  } as const;
  return { outcome: decision.outcome, change: { account: decision.change.account, events: [event] } };
}

/** Neither the account's own name nor what it has already. */
export function isNew(
  account: Account,
  named: NamedContact,
): Outcome<undefined, 'already-added' | 'invalid-contact'> {
  if (named.fingerprint === ownAddress(account)) {
    const message =
      'This is the address you sign in with. Name another one, so that losing it does not lose both.';
    return refuse({
      code: 'invalid-contact',
      errors: [{ path: 'address', code: 'own-sign-in-address', message }],
    });
  }
  const same = contactsIn(account, 'active').find(({ fingerprint }) => fingerprint === named.fingerprint);
  return same === undefined ? ok(undefined) : refuse({ code: 'already-added', contact: maskedContact(same) });
}

/** ADD-6 counts what will still be there: not what the new contact replaces, not what is on its way out. */
function countsFor(contact: Contact, named: NamedContact): boolean {
  switch (contact.state.kind) {
    case 'active':
      return true;
    case 'pending':
      return contact.channel !== named.channel;
    case 'disabled':
      return contact.fingerprint !== named.fingerprint;
    case 'removed':
    case 'retired':
      return false;
  }
}

/** ADD-5: one pending contact a channel; naming again closes the earlier one's challenges. */
function replacePending(account: Account, contact: Contact, now: Instant, policy: Policy): Account {
  const replaced = (other: Contact): boolean => isIn(other, 'pending') && other.channel === contact.channel;
  const gone = new Set(account.contacts.filter(replaced).map(({ id }) => id));
  return {
    ...account,
    contacts: [...account.contacts.filter((other) => !replaced(other)), contact],
    challenges: closeOpen(account.challenges, { reason: 'replaced', at: now }, ({ contactId }) =>
      gone.has(contactId),
    ),
    ledgers: account.ledgers.map((ledger) =>
      ledger.fingerprint === contact.fingerprint ? addedAgain(ledger, policy) : ledger,
    ),
  };
}

/** ADD-4: a contact is active; what is left of the same address (disabled, removed, retired) goes, and the account waits no more. */
export function activate(account: Account, active: Contact): Account {
  const contacts = account.contacts
    .filter((other) => other.id === active.id || other.fingerprint !== active.fingerprint)
    .map((other) => (other.id === active.id ? active : other));
  const protection =
    account.protection.kind === 'awaiting-info' ? ({ kind: 'normal' } as const) : account.protection;
  return { ...account, contacts, protection };
}
