import type { CodeLedger } from './code-ledger.js';
import { closeOpen, newestSentAt, type Challenge } from './challenge.js';
import type { Confirmation } from './confirmation.js';
import { isIn, maskedContact, type Contact, type ContactIn, type OwnContact } from './contact.js';
import type { AddressFingerprint, SealedAddress } from './contact-address.js';
import type { AppPassword } from './app-password.js';
import type { AccountEvent } from './account-event.js';
import type { AccountId, ChallengeId, ContactId, ErasureId } from './identifiers.js';
import type { Instant } from './instant.js';
import type { Protection } from './protection.js';
import type { LastPasswordChange, NewPasswordNeed, RecoveryGrant } from './new-password-need.js';
import type { MaskedContact } from './refusal.js';
import type { AnsweredRequest } from './answered-request.js';
import type { OpenRecovery } from './recovery-proofs.js';
import type { Room } from './room.js';
import type { SavedRecoveryCode } from './saved-recovery-code.js';
import type { Session } from './session.js';
import type { TrustedDevice } from './trusted-device.js';

/**
 * Everything decisions need of one account: one partition, read at once, changed by replacing parts of it. Parts that a
 * decision leaves alone stay the same objects; that is how storage knows what to write.
 */
export interface Account {
  readonly id: AccountId;
  readonly createdAt: Instant;
  /** BCP 47, as the holder chose it. */
  readonly locale: string;
  /** Embedded identity only (IDN-3). */
  readonly credential?: Credential;
  /** What the account system outside knows the holder by (IDN-1, IDN-2). */
  readonly outsideName?: OutsideName;
  readonly lastSignInAt?: Instant;
  /** CNF-1: the sign-in before an absence that another system told of, once somebody was asked because of it (IDN-4). */
  readonly absenceAskedFor?: Instant;
  /** Any right code (CNF-2). */
  readonly lastConfirmedAt?: Instant;
  /** Set while somebody else may know the password (REP-4, RMV-5). */
  readonly newPassword?: NewPasswordNeed;
  /** The newest one, until it is used. */
  readonly recoveryGrant?: RecoveryGrant;
  readonly passwordChange?: LastPasswordChange;
  /** REC-5 */
  readonly recoveryCode?: SavedRecoveryCode;
  /** TSV-1: on since then. */
  readonly twoStepVerification?: { readonly since: Instant };
  /** REC-3: recoveries that are under way, the newest few. */
  readonly recoveries?: readonly OpenRecovery[];
  /** REC-1: it plays for a name that may have no account. Nothing ever proves anything to it, and nothing is sent. */
  readonly isShadow?: true;
  readonly protection: Protection;
  readonly confirmation: Confirmation;
  readonly contacts: readonly Contact[];
  readonly challenges: readonly Challenge[];
  readonly ledgers: readonly CodeLedger[];
  /** CODE-5: how many codes went out for it, to whatever address. Missing where none counts any more, and in rows of 0.3. */
  readonly codesSent?: Room;
  /** The same for codes of recoveries. */
  readonly recoveryCodesSent?: Room;
  readonly sessions: readonly Session[];
  readonly devices: readonly TrustedDevice[];
  readonly appPasswords: readonly AppPassword[];
  /** Whatever session, trusted device or app password began until then has ended, also where its row is still there. */
  readonly sessionsEndedAt?: Instant;
  readonly answered: readonly AnsweredRequest[];
  /** AUD-1: when the oldest of its events are to go; the due index has an entry for it. None noted where unset. */
  readonly activityDueAt?: Instant;
  /** PRV-3: only its erasure sees it any more. */
  readonly erasure?: { readonly id: ErasureId; readonly since: Instant };
  /** Every address it ever claimed is written down with the directory: since 0.3, from an account's beginning. */
  readonly claimsListed?: true;
}

export interface Credential {
  readonly signInName: SealedAddress;
  /** Of the sign-in name read as an email address, so that it is refused as a contact (ADD-3). */
  readonly fingerprint: AddressFingerprint;
  /** PHC string of a memory-hard hash. */
  readonly passwordHash: string;
}

export interface OutsideName {
  readonly sealed: SealedAddress;
  /** Of the name read as an email address (ADD-3). */
  readonly fingerprint: AddressFingerprint;
  /** Whether the directory leads from the name to this account: another may have had it first. */
  readonly claimed: boolean;
}

/** The name that the holder signs in with, here or outside. */
export function signInName({ credential, outsideName }: Account): SealedAddress | undefined {
  return credential?.signInName ?? outsideName?.sealed;
}

/** The same as the contact it would be, so that it is refused as one (ADD-3). */
export function ownAddress({ credential, outsideName }: Account): AddressFingerprint | undefined {
  return credential?.fingerprint ?? outsideName?.fingerprint;
}

/** What a decision changes and records. */
export interface Change {
  readonly account: Account;
  readonly events: readonly AccountEvent[];
}

export function contactsIn<Kind extends Contact['state']['kind']>(
  account: Account,
  kind: Kind,
): readonly ContactIn<Kind>[] {
  return account.contacts.filter((contact): contact is ContactIn<Kind> => isIn(contact, kind));
}

export function findContact(account: Account, id: ContactId): Contact | undefined {
  return account.contacts.find((contact) => contact.id === id);
}

export function findChallenge(account: Account, id: ChallengeId): Challenge | undefined {
  return account.challenges.find((challenge) => challenge.id === id);
}

/** The contacts that can give a step-up, masked. */
export function provers(account: Account): readonly MaskedContact[] {
  return contactsIn(account, 'active').map(maskedContact);
}

export function withContact(account: Account, contact: Contact): Account {
  return { ...account, contacts: putById(account.contacts, contact) };
}

/** More are never kept: what closes them all must fit in one transaction. The longest quiet goes first. */
const CHALLENGES_KEPT = 30;

export function withChallenge(account: Account, challenge: Challenge): Account {
  const others = account.challenges.filter(({ id }) => id !== challenge.id);
  if (others.length < CHALLENGES_KEPT)
    return { ...account, challenges: putById(account.challenges, challenge) };
  const newestFirst = [...others].sort((a, b) => newestSentAt(b) - newestSentAt(a));
  return { ...account, challenges: [...newestFirst.slice(0, CHALLENGES_KEPT - 1), challenge] };
}

export function withLedger(account: Account, ledger: CodeLedger): Account {
  const others = account.ledgers.filter((other) => other.fingerprint !== ledger.fingerprint);
  return { ...account, ledgers: [...others, ledger] };
}

function putById<T extends { readonly id: string }>(items: readonly T[], item: T): readonly T[] {
  const at = items.findIndex(({ id }) => id === item.id);
  return at < 0 ? [...items, item] : items.with(at, item);
}

/** Ends every session, trusted device, app password and recovery under way, and closes every challenge. */
export function shutOut(account: Account, now: Instant): Account {
  const { recoveries: _, ...rest } = account;
  return {
    ...rest,
    sessions: [],
    devices: [],
    appPasswords: [],
    sessionsEndedAt: now,
    challenges: closeOpen(account.challenges, { reason: 'session-ended', at: now }, () => true),
  };
}

export function isOwn(contact: Contact): contact is OwnContact {
  return isIn(contact, 'active') || isIn(contact, 'disabled');
}

/** What a step-up guards: active contacts, and those that wrong codes have disabled (CODE-3). */
export function ownContacts(account: Account): readonly OwnContact[] {
  return account.contacts.filter(isOwn);
}

/** What the holder sees: no removed contact, and no retired one whose window is over. */
export function listedContacts(account: Account): readonly Contact[] {
  const open = account.protection.kind === 'protected' ? account.protection.window.id : undefined;
  return account.contacts.filter(({ state }) => {
    switch (state.kind) {
      case 'pending':
      case 'active':
      case 'disabled':
        return true;
      case 'retired':
        return state.windowId === open;
      case 'removed':
        return false;
    }
  });
}
