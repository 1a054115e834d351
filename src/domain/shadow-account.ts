import type { Account } from './account.js';
import { deliveryFits, type Contact } from './contact.js';
import {
  mask,
  type AddressFingerprint,
  type Channel,
  type Delivery,
  type EmailAddress,
  type MaskedAddress,
  type PhoneNumber,
  type PlainAddress,
  type SealedAddress,
} from './contact-address.js';
import type { AccountId, ChallengeId, ContactId } from './identifiers.js';
import type { Instant } from './instant.js';
import { newAccount } from './new-account.js';
import type { MaskedContact } from './refusal.js';

/** What a name's shadow is made from. */
export interface ShadowSeed {
  /** Where tries of its saved code are counted, whether it has one or not (REC-5). */
  readonly accountId: AccountId;
  /** An id that nothing has: looked for where an account would be, so that both take as long. */
  readonly nobody: AccountId;
  readonly contactIds: readonly ContactId[];
  /** Uniform bytes. */
  readonly draws: Uint8Array;
}

export const SHADOW_CONTACTS = 3;
export const SHADOW_DRAWS = 16;

/** A contact that plays for one: what is shown of it, and nothing that could be reached. */
export interface StandIn extends MaskedContact {
  readonly delivery: Delivery;
}

const HOW_MANY = ['1', 11, '2', 7, '3', 2] as const;
const FIRST_IS = ['email', 13, 'phone', 7] as const;
const NEXT_IS = ['email', 9, 'phone', 11] as const;
const PROVIDERS = [
  ...(['gmail.com', 46, 'outlook.com', 12, 'hotmail.com', 10, 'yahoo.com', 9, 'icloud.com', 8] as const),
  ...(['gmx.de', 4, 'web.de', 3, 'live.com', 3, 'proton.me', 2, 'aol.com', 2, 'gmx.net', 1] as const),
] as const;
/** As first letters of mailboxes go. */
const LETTERS = [
  ...(['a', 10, 'j', 10, 'm', 10, 's', 9, 'c', 7, 'd', 6, 'k', 6, 'l', 6, 'r', 6, 'e', 5, 'b', 4] as const),
  ...(['n', 4, 't', 4, 'p', 3, 'h', 3, 'g', 3, 'f', 2, 'i', 2, 'v', 2, 'o', 1, 'w', 1] as const),
] as const;

/**
 * REC-1: the contacts that are shown for a name without an account: one to three, of the kinds that accounts have, always
 * the same for the same name.
 */
export function madeUpContacts({ contactIds, draws }: ShadowSeed): readonly StandIn[] {
  const draw = (at: number): number => draws[at % draws.length] ?? 0;
  const count = Number(weighted(HOW_MANY, draw(0)));
  return contactIds.slice(0, count).map((id, n) => {
    const own = (at: number): number => draw(1 + n * 5 + at);
    const channel = weighted(n === 0 ? FIRST_IS : NEXT_IS, own(0)) as Channel;
    const address =
      channel === 'email'
        ? nobodysEmail(weighted(LETTERS, own(1)), weighted(PROVIDERS, own(2)))
        : nobodysPhone(String((own(1) * 256 + own(2)) % 100).padStart(2, '0'));
    const delivery: Delivery = channel === 'email' ? 'email' : own(3) < 230 ? 'sms' : 'call';
    return { id, channel, delivery, masked: mask(channel, address) };
  });
}

/** @param draw a uniform byte */
function weighted(choices: readonly (string | number)[], draw: number): string {
  const total = choices.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0);
  let left = Math.floor((draw * total) / 256);
  for (let at = 0; at < choices.length; at += 2) {
    left -= Number(choices[at + 1]);
    if (left < 0) return String(choices[at]);
  }
  throw new RangeError('a byte is below 256');
}

/** No mailbox's name ends with a dot, and +999 leads nowhere: even a bug could write to nobody. */
function nobodysEmail(first: string, domain: string): EmailAddress {
  return `${first}.@${domain}` as EmailAddress;
}

function nobodysPhone(lastTwo: string): PhoneNumber {
  return `+99900000${lastTwo}` as PhoneNumber;
}

/** An address that looks like the mask when it is masked, and belongs to nobody. */
export function addressLike({ channel, masked }: Pick<StandIn, 'channel' | 'masked'>): PlainAddress {
  if (channel === 'phone') return nobodysPhone(masked.slice(-2));
  const at = masked.lastIndexOf('@');
  return nobodysEmail([...masked][0] ?? '', masked.slice(at + 1));
}

/** REC-2: whatever is asked for a name that may not have it happens here, as it would to an account. */
export function shadowAccount(id: AccountId, now: Instant): Account {
  return { ...newAccount(id, 'en', now), isShadow: true };
}

export function shadowContact(
  standIn: StandIn,
  sealed: SealedAddress,
  fingerprint: AddressFingerprint,
  now: Instant,
): Contact {
  const { channel, delivery, id } = standIn;
  const state = { kind: 'active', provenAt: now, confirmedAt: now } as const;
  const masked: MaskedAddress = mask(channel, addressLike(standIn));
  return { id, channel, delivery, sealed, fingerprint, masked, addedAt: now, state };
}

/**
 * A challenge of a recovery that stands with no account has a shadow of its own: among others of its name it would one day
 * be pushed out, and a challenge that outlives them would tell that its proof was right.
 */
export function shadowOf(challengeId: ChallengeId): AccountId {
  return challengeId as string as AccountId;
}

/** The delivery that was asked for where the contact can take it, its own otherwise. */
export function fittingDelivery(
  contact: Pick<Contact, 'channel' | 'delivery'>,
  wanted: Delivery | undefined,
): Delivery {
  return wanted !== undefined && deliveryFits(contact.channel, wanted) ? wanted : contact.delivery;
}
