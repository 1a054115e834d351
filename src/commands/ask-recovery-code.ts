import type { Account } from '../domain/account.js';
import { askInShadow, askToRecover, type RecoveryCodeRequest } from '../domain/asking-to-recover.js';
import type { Contact } from '../domain/contact.js';
import type { Delivery, PlainAddress } from '../domain/contact-address.js';
import type { ChallengeId, ContactId, EventId } from '../domain/identifiers.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { recoveryContacts } from '../domain/recovering.js';
import { settle } from '../domain/settled-account.js';
import {
  addressLike,
  madeUpContacts,
  shadowAccount,
  shadowContact,
  shadowOf,
  type ShadowSeed,
  type StandIn,
} from '../domain/shadow-account.js';
import type { LoadedAccount } from '../ports/accounts.js';
import type { RecoveryTicket } from '../ports/recovery-tickets.js';
import { change, type AskedParts } from './change-account.js';
import type { RoomParts } from './limited-room.js';
import { liveRecovery } from './live-recovery.js';
import type { Parts } from './parts.js';
import { completesContact } from './recovery-proof.js';
import { roomToRecover } from './recovery-room.js';

type AskParts = AskedParts &
  RoomParts &
  Pick<
    Parts,
    | 'codes'
    | 'directory'
    | 'emailAddresses'
    | 'phoneNumbers'
    | 'recoveryTickets'
    | 'requester'
    | 'shadows'
    | 'shadowSeeds'
    | 'vault'
  >;

export interface AskedRecoveryCode {
  readonly recoveryId: string;
  readonly contactId: ContactId;
  /** The hidden part of the contact, or all of it. */
  readonly proof: string;
  readonly delivery?: Delivery | undefined;
}

/**
 * REC-2: a code to a contact whose hidden part was completed. In every other case (no such account, a wrong proof, too many
 * codes, a protection window) the challenge stands with a shadow: it takes tries as any does, nothing is sent, and
 * nothing is written to an account whose contacts the asker doesn't know. The answer, the round trips and the flow that is
 * started are the same.
 */
export async function askRecoveryCode(
  parts: AskParts,
  { contactId, delivery, proof, recoveryId }: AskedRecoveryCode,
): Promise<Outcome<{ challengeId: string }, 'not-found' | 'too-many-attempts'>> {
  const recovery = liveRecovery(parts, recoveryId);
  if (recovery === undefined) return refuse({ code: 'not-found' });
  const seed = parts.shadowSeeds.of(recovery.name);
  const [room, accountId] = await Promise.all([roomToRecover(parts), parts.directory.find(recovery.name)]);
  if (!room.ok) return room;
  const challengeId = parts.random.id() as ChallengeId;
  const shadowId = shadowOf(challengeId);
  const [loaded, shadow] = await Promise.all([
    parts.accounts.load(accountId ?? seed.nobody),
    parts.accounts.load(shadowId),
    parts.shadows.note(shadowId, parts.clock.now()),
  ]);
  const request: RecoveryCodeRequest = {
    ...{ contactId, delivery, challengeId, recoveryId: recovery.id },
    eventId: parts.random.id() as EventId,
    keyVersion: parts.codes.currentKeyVersion,
  };
  const now = parts.clock.now();
  const account = loaded && settle(loaded.account, now, parts.policy).account;
  const shown = account === undefined ? [] : recoveryContacts(account, now, parts.policy);
  const contact = shown.find(({ id }) => id === contactId);
  const standIn = contact ?? standInFor(contactId, shown, seed);
  const completes = completesContact(
    parts,
    standIn.channel,
    addressOf(parts, account, contact, standIn),
    proof,
  );

  if (account !== undefined && ((contact !== undefined && completes) || wasAnswered(parts, account))) {
    const asked = await change(
      parts,
      account.id,
      (current, at) => askToRecover(current, request, at, parts.policy),
      { loaded, request: parts.request, anew: true },
    );
    if (asked?.outcome.ok === true)
      return ticketFor(parts, recovery, asked.outcome.value.challenge.id, false);
  }
  return inShadow(parts, recovery, standIn, request, shadow);
}

async function inShadow(
  parts: AskParts,
  recovery: RecoveryTicket,
  standIn: StandIn,
  request: RecoveryCodeRequest,
  loaded: LoadedAccount | undefined,
): Promise<Outcome<{ challengeId: string }, never>> {
  const shadowId = shadowOf(request.challengeId);
  const sealed = parts.vault.seal(addressLike(standIn), shadowId);
  const fingerprint = parts.vault.fingerprint(`shadow:${standIn.id}`);
  await change(
    parts,
    shadowId,
    (shadow, at) => askInShadow(shadow, shadowContact(standIn, sealed, fingerprint, at), request, at),
    {
      loaded: loaded ?? 'none',
      anew: true,
      orNew: (at) => shadowAccount(shadowId, at),
      request: parts.request,
    },
  );
  return ticketFor(parts, recovery, request.challengeId, true);
}

/** What was shown under this id, or what might have been. */
function standInFor(contactId: ContactId, shown: readonly Contact[], seed: ShadowSeed): StandIn {
  const [first, ...others] = madeUpContacts(seed);
  if (first === undefined) throw new Error('There is always a made-up contact.');
  const madeUp = shown.length > 0 ? undefined : [first, ...others].find(({ id }) => id === contactId);
  return madeUp ?? { ...first, id: contactId };
}

function addressOf(
  { vault }: AskParts,
  account: Account | undefined,
  contact: Contact | undefined,
  standIn: StandIn,
): PlainAddress {
  return account === undefined || contact === undefined
    ? addressLike(standIn)
    : vault.open(contact.sealed, account.id);
}

/** DUR-4: this very request went to the account before; whatever has changed since, that is its answer. */
function wasAnswered({ request }: AskParts, account: Account): boolean {
  return request !== undefined && account.answered.some(({ key }) => key === request.key);
}

function ticketFor(
  { recoveryTickets }: AskParts,
  { name }: RecoveryTicket,
  challengeId: ChallengeId,
  isInShadow: boolean,
): Outcome<{ challengeId: string }, never> {
  return ok({ challengeId: recoveryTickets.sealChallenge({ name, challengeId, inShadow: isInShadow }) });
}
