import type { Account } from '../../src/domain/account.js';
import type { NamedContact } from '../../src/domain/adding-contacts.js';
import {
  mask,
  type AddressFingerprint,
  type EmailAddress,
  type MaskedAddress,
  type PlainAddress,
  type SealedAddress,
} from '../../src/domain/contact-address.js';
import type { ActiveState, Contact, ContactState } from '../../src/domain/contact.js';
import type { Requester } from '../../src/domain/code-ledger.js';
import type {
  AccountId,
  ChallengeId,
  ContactId,
  EventId,
  GrantId,
  RemovalId,
  SessionId,
  WindowId,
} from '../../src/domain/identifiers.js';
import { DAY, instant, plus, type Instant } from '../../src/domain/instant.js';
import type { Caller } from '../../src/domain/session.js';
import type { ShownDevice } from '../../src/domain/signing-in.js';
import type { DeviceToken, DeviceTokenHash } from '../../src/domain/trusted-device.js';
import type { AddressVault } from '../../src/ports/address-vault.js';

export const NOW: Instant = instant(Date.UTC(2027, 0, 1));
export const REQUESTER = 'somebody' as Requester;

export function account(...contacts: readonly Contact[]): Account {
  return {
    id: 'account' as AccountId,
    createdAt: plus(NOW, -100 * DAY),
    locale: 'en',
    protection: { kind: 'normal' },
    confirmation: { kind: 'none' },
    contacts,
    challenges: [],
    ledgers: [],
    sessions: [{ id: 'session' as SessionId, createdAt: NOW, expiresAt: plus(NOW, 90 * DAY) }],
    devices: [],
    appPasswords: [],
    answered: [],
  };
}

export function contact(name: string, state: ContactState, channel: 'email' | 'phone' = 'email'): Contact {
  return {
    id: name as ContactId,
    channel,
    delivery: channel === 'email' ? 'email' : 'sms',
    sealed: `sealed ${name}` as SealedAddress,
    fingerprint: `fingerprint ${name}` as AddressFingerprint,
    masked: `masked ${name}` as MaskedAddress,
    addedAt: plus(NOW, -10 * DAY),
    state,
  };
}

/** Proven so many days ago. */
export function active(days: number): ActiveState {
  const at = plus(NOW, -days * DAY);
  return { kind: 'active', provenAt: at, confirmedAt: at };
}

/** The contact at this address, kept as the vault keeps it for the account. */
export function atAddress(one: Contact, address: PlainAddress, of: AccountId, vault: AddressVault): Contact {
  return {
    ...one,
    sealed: vault.seal(address, of),
    fingerprint: vault.fingerprint(address),
    masked: mask(one.channel, address),
  };
}

/** An account of that id with one email address, `one`, proven long ago. */
export function provenAccount(name: string, vault: AddressVault): Account {
  const id = name as AccountId;
  const one = atAddress(contact('one', active(100)), `${name}@example.org` as EmailAddress, id, vault);
  return { ...account(one), id };
}

export function signedIn(): Caller {
  return { accountId: 'account' as AccountId, sessionId: 'session' as SessionId };
}

export function elevatedBy(name: string): Caller {
  return { ...signedIn(), elevation: { until: plus(NOW, 15 * 60_000), by: name as ContactId } };
}

export const ids = {
  contactId: 'new contact' as ContactId,
  challengeId: 'new challenge' as ChallengeId,
  eventId: 'new event' as EventId,
  removalId: 'new removal' as RemovalId,
  windowId: 'new window' as WindowId,
  grantId: 'new grant' as GrantId,
};

/** A contact as somebody names it. */
export function named(name: string): NamedContact {
  return {
    channel: 'email',
    delivery: 'email',
    sealed: `sealed ${name}` as SealedAddress,
    fingerprint: `fingerprint ${name}` as AddressFingerprint,
    masked: `masked ${name}` as MaskedAddress,
  };
}

export function withPassword(...contacts: readonly Contact[]): Account {
  return {
    ...account(...contacts),
    credential: {
      signInName: 'sealed name' as SealedAddress,
      fingerprint: 'fingerprint name' as AddressFingerprint,
      passwordHash: 'hash',
    },
  };
}

/** A sign-in that shows no device. */
export const noDevice: ShownDevice = {
  shown: undefined,
  fresh: { token: 'token' as DeviceToken, tokenHash: 'hash' as DeviceTokenHash },
};
