import {
  findChallenge,
  findContact,
  withChallenge,
  withLedger,
  type Account,
  type Change,
} from './account.js';
import type { CodeToSend } from './asking-for-codes.js';
import { closedByItself, resendAfter, resent, sends, sendsRemaining, type Challenge } from './challenge.js';
import { dayIsFull, mayBeSentAt, withSend } from './code-ledger.js';
import { codesReached, withCodeCounted } from './codes-sent.js';
import { deliveryFits, type Contact } from './contact.js';
import type { Delivery } from './contact-address.js';
import type { Decision } from './decision.js';
import type { ChallengeId, ContactId, EventId, RecoveryId } from './identifiers.js';
import { secondsUntil, type Instant } from './instant.js';
import { ok, refuse } from './outcome.js';
import type { Policy } from './policy.js';
import { recoveryContacts } from './recovering.js';
import { recoveryLedgerOf, withRecoveryNumbers } from './recovery-ledger.js';
import { fittingDelivery } from './shadow-account.js';

export interface RecoveryCodeRequest {
  readonly contactId: ContactId;
  readonly delivery?: Delivery | undefined;
  readonly recoveryId: RecoveryId;
  readonly challengeId: ChallengeId;
  readonly eventId: EventId;
  readonly keyVersion: number;
}

/**
 * REC-2: a code for whoever has completed the hidden part. Whatever stands against it is not told: the challenge goes to the
 * shadow then.
 */
export function askToRecover(
  account: Account,
  request: RecoveryCodeRequest,
  now: Instant,
  policy: Policy,
): Decision<CodeToSend, 'not-usable'> {
  const contact = recoveryContacts(account, now, policy).find(({ id }) => id === request.contactId);
  if (contact === undefined || takesNoMore(account, contact, now, policy))
    return { outcome: refuse({ code: 'not-usable', reason: 'contact-not-active' }) };
  const challenge = newChallenge(contact, request, now);
  const changed = withSendCounted(withChallenge(account, challenge), contact, now, policy);
  return {
    outcome: ok({ challenge, contact }),
    change: asked(changed, challenge, request.eventId, now),
  };
}

/** The same where nobody may learn that nothing goes out. Always succeeds; the code is one that nobody has. */
export function askInShadow(
  shadow: Account,
  contact: Contact,
  request: RecoveryCodeRequest,
  now: Instant,
): Decision<CodeToSend, never> {
  const challenge = newChallenge(contact, request, now);
  const changed: Account = { ...shadow, contacts: [contact], challenges: [challenge] };
  return {
    outcome: ok({ challenge, contact }),
    change: asked(changed, challenge, request.eventId, now),
  };
}

/**
 * CODE-4 for a recovery. What it answers follows from the challenge alone: a contact that has had its hour's codes gets no
 * other one, and the asker is not told (REC-2).
 */
export function resendToRecover(
  account: Account,
  challengeId: ChallengeId,
  wanted: Delivery | undefined,
  eventId: EventId,
  now: Instant,
  policy: Policy,
): Decision<CodeToSend, 'not-found' | 'challenge-closed' | 'resend-too-soon' | 'not-usable'> {
  const challenge = findChallenge(account, challengeId);
  const contact = challenge && findContact(account, challenge.contactId);
  if (challenge === undefined || contact === undefined) return { outcome: refuse({ code: 'not-found' }) };
  const closed =
    closedByItself(challenge, now, policy) ??
    (sendsRemaining(challenge, policy) === 0 ? 'exhausted' : undefined);
  if (closed !== undefined) return { outcome: refuse({ code: 'challenge-closed', reason: closed }) };
  const delivery = wanted ?? challenge.delivery;
  if (!deliveryFits(contact.channel, delivery))
    return { outcome: refuse({ code: 'not-usable', reason: 'delivery' }) };
  const wait = secondsUntil(resendAfter(challenge, policy), now);
  if (wait > 0) return { outcome: refuse({ code: 'resend-too-soon', retryAfter: wait }) };

  const next = resent(challenge, delivery, now);
  if (account.isShadow === true) {
    const changed = withChallenge(account, next);
    return { outcome: ok({ challenge: next, contact }), change: asked(changed, next, eventId, now) };
  }
  const usable = recoveryContacts(account, now, policy).some(({ id }) => id === contact.id);
  const heldBack = !usable || challenge.closed !== undefined || takesNoMore(account, contact, now, policy);
  const counted: Challenge = heldBack ? { ...next, heldBack } : next;
  const held = withChallenge(account, counted);
  const changed = heldBack ? held : withSendCounted(held, contact, now, policy);
  return { outcome: ok({ challenge: counted, contact }), change: asked(changed, counted, eventId, now) };
}

function newChallenge(contact: Contact, request: RecoveryCodeRequest, now: Instant): Challenge {
  const { challengeId: id, delivery, keyVersion, recoveryId } = request;
  return {
    ...{ id, contactId: contact.id, purpose: 'recover', recoveryId, keyVersion },
    delivery: fittingDelivery(contact, delivery),
    sentAt: [now],
    wrongTries: 0,
    deliveryStatus: 'queued',
  };
}

/** The send counts against the address and the account before it happens. */
function withSendCounted(account: Account, contact: Contact, now: Instant, policy: Policy): Account {
  const ledger = withSend(recoveryLedgerOf(account, contact, now), now);
  return withCodeCounted(withLedger(account, ledger), 'recoveryCodesSent', now, policy);
}

/**
 * WIN-2: recovery is shut in a window. CODE-4, CODE-9: the hour's codes and the day's guesses at one contact. CODE-5: the
 * account's codes of recoveries.
 */
function takesNoMore(account: Account, contact: Contact, now: Instant, policy: Policy): boolean {
  const ledger = recoveryLedgerOf(account, contact, now);
  const numbers = withRecoveryNumbers(policy);
  return (
    account.protection.kind === 'protected' ||
    now < mayBeSentAt(ledger, now, numbers) ||
    codesReached(account, 'recoveryCodesSent', now, policy) !== undefined ||
    dayIsFull(ledger, now, numbers)
  );
}

function asked(account: Account, challenge: Challenge, eventId: EventId, now: Instant): Change {
  const { contactId, id: challengeId } = challenge;
  const happened = { kind: 'recovery-code-asked', contactId, challengeId, send: sends(challenge) } as const;
  return { account, events: [{ id: eventId, at: now, happened }] };
}
