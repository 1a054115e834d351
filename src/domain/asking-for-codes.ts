import { findChallenge, findContact, withChallenge, withLedger, type Account } from './account.js';
import { closedReason, resendAfter, resent, sendsRemaining, type Challenge } from './challenge.js';
import { emptyLedger, mayBeSentAt, withSend, type CodeLedger } from './code-ledger.js';
import { deliveryFits, isIn, type Contact } from './contact.js';
import type { AddressFingerprint, Delivery } from './contact-address.js';
import type { Decision } from './decision.js';
import type { ChallengeId, ContactId, RecoveryId } from './identifiers.js';
import { secondsUntil, type Instant } from './instant.js';
import { tooMany } from './limits.js';
import { ok, refuse, type Outcome } from './outcome.js';
import type { Policy } from './policy.js';
import type { ClosedReason } from './refusal.js';
import type { Purpose } from './security-code.js';
import type { SessionLimit } from './session.js';
import { takesSignInCodes } from './two-step.js';

export interface CodeRequest {
  readonly contactId: ContactId;
  readonly purpose: Purpose;
  /** The contact's own when left out. */
  readonly delivery?: Delivery;
  readonly challengeId: ChallengeId;
  readonly keyVersion: number;
  /** The recovery it is part of. */
  readonly recoveryId?: RecoveryId;
  /** What the asker's token is limited to. */
  readonly limitedTo?: SessionLimit;
  /** The password was given elsewhere, and the asker's token says nothing of how far that sign-in has come (IDN-4). */
  readonly outside?: true;
}

/** A code that has to go out: the newest of the challenge, to the contact. */
export interface CodeToSend {
  readonly challenge: Challenge;
  readonly contact: Contact;
}

type AskRefusal =
  | 'account-protected'
  | 'code-required'
  | 'new-password-required'
  | 'not-found'
  | 'not-usable'
  | 'too-many-codes';
type ResendRefusal = 'not-found' | 'challenge-closed' | 'resend-too-soon' | 'too-many-codes' | 'not-usable';

/** CODE-1: opens a challenge with its first code. */
export function askForCode(
  account: Account,
  request: CodeRequest,
  now: Instant,
  policy: Policy,
): Decision<CodeToSend, AskRefusal> {
  if (request.limitedTo === 'new-password' && request.purpose !== 'recover')
    return { outcome: refuse({ code: 'new-password-required' }) };
  if (request.limitedTo === 'sign-in' && request.purpose !== 'sign-in')
    return { outcome: refuse({ code: 'code-required' }) };
  const contact = findContact(account, request.contactId);
  if (contact === undefined || isIn(contact, 'removed')) return { outcome: refuse({ code: 'not-found' }) };
  const usable = usableFor(account, contact, request, policy);
  if (!usable.ok) return { outcome: usable };
  const delivery = request.delivery ?? contact.delivery;
  if (!deliveryFits(contact.channel, delivery))
    return { outcome: refuse({ code: 'not-usable', reason: 'delivery' }) };

  const { challengeId, purpose, keyVersion } = request;
  const challenge: Challenge = {
    ...{ id: challengeId, contactId: contact.id, purpose, delivery, keyVersion },
    ...(account.protection.kind === 'protected' ? { windowId: account.protection.window.id } : {}),
    ...(request.recoveryId === undefined ? {} : { recoveryId: request.recoveryId }),
    sentAt: [now],
    wrongTries: 0,
    deliveryStatus: 'queued',
  };
  return send(account, challenge, contact, now, policy);
}

/** CODE-4: "I don't have a code". The new code replaces the older ones; tries stay counted. */
export function resendCode(
  account: Account,
  challengeId: ChallengeId,
  wanted: Delivery | undefined,
  now: Instant,
  policy: Policy,
): Decision<CodeToSend, ResendRefusal> {
  const challenge = findChallenge(account, challengeId);
  if (challenge === undefined) return { outcome: refuse({ code: 'not-found' }) };
  const contact = findContact(account, challenge.contactId);
  const reason = closedFor(contact, challenge, now, policy);
  if (contact === undefined || reason !== undefined) {
    return { outcome: refuse({ code: 'challenge-closed', reason: reason ?? 'replaced' }) };
  }
  if (sendsRemaining(challenge, policy) === 0) {
    return { outcome: refuse({ code: 'challenge-closed', reason: 'exhausted' }) };
  }
  const delivery = wanted ?? challenge.delivery;
  if (!deliveryFits(contact.channel, delivery))
    return { outcome: refuse({ code: 'not-usable', reason: 'delivery' }) };
  const wait = secondsUntil(resendAfter(challenge, policy), now);
  if (wait > 0) return { outcome: refuse({ code: 'resend-too-soon', retryAfter: wait }) };
  return send(account, resent(challenge, delivery, now), contact, now, policy);
}

/** Why a challenge judges no more codes, its contact's fate included. */
export function closedFor(
  contact: Contact | undefined,
  challenge: Challenge,
  now: Instant,
  policy: Policy,
): ClosedReason | undefined {
  if (contact === undefined) return challenge.closed?.reason ?? 'replaced';
  return isIn(contact, 'disabled') ? 'exhausted' : closedReason(challenge, now, policy);
}

/** The send counts against the address before it happens, so that parallel requests can't slip past the limit. */
export function send(
  account: Account,
  challenge: Challenge,
  contact: Contact,
  now: Instant,
  policy: Policy,
): Decision<CodeToSend, 'too-many-codes'> {
  const ledger = ledgerOf(account, contact.fingerprint, now);
  const until = mayBeSentAt(ledger, now, policy);
  if (now < until) return { outcome: tooMany('too-many-codes', { of: 'contact', until }, now) };
  const changed = withLedger(withChallenge(account, challenge), withSend(ledger, now));
  return {
    outcome: ok({ challenge, contact }),
    change: { account: changed, events: [] },
  };
}

export function ledgerOf(account: Account, fingerprint: AddressFingerprint, now: Instant): CodeLedger {
  return (
    account.ledgers.find((ledger) => ledger.fingerprint === fingerprint) ?? emptyLedger(fingerprint, now)
  );
}

/** Which contact may take a code for which purpose, and when. */
function usableFor(
  account: Account,
  contact: Contact,
  { limitedTo, outside, purpose }: CodeRequest,
  policy: Policy,
): Outcome<undefined, 'account-protected' | 'not-usable' | 'not-found'> {
  const { protection } = account;
  if (purpose === 'cancel-protection') {
    if (protection.kind !== 'protected') return refuse({ code: 'not-usable', reason: 'not-protected' });
    const retiredHere = isIn(contact, 'retired') && contact.state.windowId === protection.window.id;
    return retiredHere ? ok(undefined) : refuse({ code: 'not-usable', reason: 'contact-not-active' });
  }
  if (protection.kind === 'protected') {
    return refuse({ code: 'account-protected', endsAt: protection.window.endsAt });
  }
  if (isIn(contact, 'retired')) return refuse({ code: 'not-found' });
  if (isIn(contact, 'disabled')) return refuse({ code: 'not-usable', reason: 'contact-disabled' });
  switch (purpose) {
    case 'add-contact':
      return isIn(contact, 'pending') ? ok(undefined) : refuse({ code: 'not-usable', reason: 'purpose' });
    case 'step-up':
    case 'confirm':
      return isIn(contact, 'active')
        ? ok(undefined)
        : refuse({ code: 'not-usable', reason: 'contact-not-active' });
    case 'recover':
      return leadsToNewPassword(account, contact);
    case 'sign-in': {
      const isAsked = limitedTo === 'sign-in' || outside === true;
      if (!isAsked || !takesSignInCodes(contact, policy))
        return refuse({ code: 'not-usable', reason: 'purpose' });
      return isIn(contact, 'active')
        ? ok(undefined)
        : refuse({ code: 'not-usable', reason: 'contact-not-active' });
    }
  }
}

/** REP-4, RMV-5: only a code of a contact that is above suspicion. */
function leadsToNewPassword(account: Account, contact: Contact): Outcome<undefined, 'not-usable'> {
  if (account.newPassword === undefined) return refuse({ code: 'not-usable', reason: 'purpose' });
  // REC-3: with two-step verification another contact can give the second proof.
  const counts = account.newPassword.by.includes(contact.id) || account.twoStepVerification !== undefined;
  return isIn(contact, 'active') && counts
    ? ok(undefined)
    : refuse({ code: 'not-usable', reason: 'contact-not-active' });
}
