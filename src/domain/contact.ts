import type {
  AddressFingerprint,
  Channel,
  Delivery,
  MaskedAddress,
  SealedAddress,
} from './contact-address.js';
import type { ContactId, RemovalId, WindowId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import type { Policy } from './policy.js';
import type { MaskedContact } from './refusal.js';

/** One piece of security info. */
export interface Contact {
  readonly id: ContactId;
  readonly channel: Channel;
  readonly delivery: Delivery;
  readonly sealed: SealedAddress;
  readonly fingerprint: AddressFingerprint;
  readonly masked: MaskedAddress;
  readonly addedAt: Instant;
  readonly state: ContactState;
}

export type ContactState = PendingState | ActiveState | RetiredState | RemovedState | DisabledState;

/** Named but not proven; disappears at `expiresAt` (ADD-5). */
export interface PendingState {
  readonly kind: 'pending';
  readonly expiresAt: Instant;
  /** REP-1: proving it retires all others. */
  readonly replaces?: true;
}
export interface ActiveState {
  readonly kind: 'active';
  /** When it was first proven: its age for RMV-4. */
  readonly provenAt: Instant;
  readonly confirmedAt: Instant;
}
/** Kept for notices and cancelling while a protection window runs, and for its farewell notice. */
export interface RetiredState {
  readonly kind: 'retired';
  readonly windowId: WindowId;
  readonly windowEndsAt: Instant;
  /** It was removed shortly before, and that can still be undone. */
  readonly removal?: Pick<RemovedState, 'removalId' | 'removedAt' | 'undoUntil' | 'by'>;
  /** The contact that came in its place; told when the window ends (REP-3). */
  readonly newcomer?: ContactId;
  /** Wrong codes had disabled it before (CODE-3): it comes back as it was. */
  readonly disabledAt?: Instant;
  readonly was: ActiveState;
}
/** Removed while others stayed: out of every list, kept for its notice and the way back (RMV-5). */
export interface RemovedState {
  readonly kind: 'removed';
  readonly removalId: RemovalId;
  readonly removedAt: Instant;
  readonly undoUntil: Instant;
  /** Whose code it was removed with. */
  readonly by?: ContactId;
  readonly disabledAt?: Instant;
  readonly was: ActiveState;
}
/** A hundred wrong codes in a row (CODE-3): must be added again. */
export interface DisabledState {
  readonly kind: 'disabled';
  readonly disabledAt: Instant;
  readonly was: ActiveState;
}

export type ContactIn<Kind extends ContactState['kind']> = Contact & {
  readonly state: Extract<ContactState, { kind: Kind }>;
};

/** What is the account's own, whether codes may go there or wrong ones have shut it (CODE-3). */
export type OwnContact = ContactIn<'active'> | ContactIn<'disabled'>;

export function isIn<Kind extends ContactState['kind']>(
  contact: Contact,
  kind: Kind,
): contact is ContactIn<Kind> {
  return contact.state.kind === kind;
}

export function maskedContact(contact: Contact): MaskedContact {
  return { id: contact.id, channel: contact.channel, masked: contact.masked };
}

/** The first proof makes a pending contact active (ADD-4); any later one confirms it (CNF-2). */
export function proven(contact: Contact, now: Instant): Contact {
  const { state } = contact;
  switch (state.kind) {
    case 'pending':
      return { ...contact, state: { kind: 'active', provenAt: now, confirmedAt: now } };
    case 'active':
      return { ...contact, state: { ...state, confirmedAt: now } };
    case 'retired':
    case 'removed':
    case 'disabled':
      return contact;
  }
}

export function disabled(contact: Contact, now: Instant): Contact {
  return isIn(contact, 'active')
    ? { ...contact, state: { kind: 'disabled', disabledAt: now, was: contact.state } }
    : contact;
}

/** As it was before it was removed or retired. */
export function broughtBack(contact: ContactIn<'removed'> | ContactIn<'retired'>): Contact {
  const { disabledAt, was } = contact.state;
  return { ...contact, state: disabledAt === undefined ? was : { kind: 'disabled', disabledAt, was } };
}

/** RMV-4: proven less than the probation time ago. */
export function onProbation({ state }: OwnContact, now: Instant, policy: Policy): boolean {
  const { provenAt } = state.kind === 'active' ? state : state.was;
  return now < plus(provenAt, policy.probation);
}

/** The delivery a contact's channel allows: an email address takes email, a phone sms or call. */
export function deliveryFits(channel: Channel, delivery: Delivery): boolean {
  return (channel === 'email') === (delivery === 'email');
}
