import type { Delivery } from './contact-address.js';
import type { DeliveryFailure } from './delivery-failure.js';
import type { ChallengeId, ContactId, RecoveryId, WindowId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import type { Policy } from './policy.js';
import type { ClosedReason } from './refusal.js';
import type { Purpose } from './security-code.js';

/** One request for a code (CODE-1): bound to one account, one contact, one purpose. */
export interface Challenge {
  readonly id: ChallengeId;
  readonly contactId: ContactId;
  readonly purpose: Purpose;
  readonly delivery: Delivery;
  /** `cancel-protection` only: the window it may end. */
  readonly windowId?: WindowId;
  /** `recover` only: the recovery that asked for it, where nobody was signed in. */
  readonly recoveryId?: RecoveryId;
  /** The newest code stays here: its contact had as many as it takes, and the asker must not learn that. */
  readonly heldBack?: true;
  readonly keyVersion: number;
  /** When each code went out; its length is the HOTP counter of the newest. */
  readonly sentAt: readonly [Instant, ...Instant[]];
  readonly wrongTries: number;
  /** Of the newest code. */
  readonly deliveryStatus: DeliveryStatus;
  readonly deliveryFailure?: DeliveryFailure;
  /** The provider's time of the report that the status comes from; a status of our own has none. */
  readonly reportedAt?: Instant;
  /** Set once, by the code that was right or by what made the challenge pointless. */
  readonly closed?: Closing;
}

export interface Closing {
  readonly reason: Exclude<ClosedReason, 'expired' | 'exhausted'>;
  readonly at: Instant;
}

export type DeliveryStatus = 'queued' | 'sent' | 'delivered' | 'failed';
export type ChallengeStatus = 'pending' | 'verified' | 'expired' | 'exhausted';

export function newestSentAt(challenge: Challenge): Instant {
  return challenge.sentAt.at(-1) ?? challenge.sentAt[0];
}

export function sends(challenge: Challenge): number {
  return challenge.sentAt.length;
}

/** The newest code's end of life. */
export function expiresAt(challenge: Challenge, policy: Policy): Instant {
  return plus(newestSentAt(challenge), policy.codeLifetime);
}

export function resendAfter(challenge: Challenge, policy: Policy): Instant {
  return plus(newestSentAt(challenge), policy.resendAfter);
}

export function triesRemaining(challenge: Challenge, policy: Policy): number {
  return Math.max(0, policy.triesPerChallenge - challenge.wrongTries);
}

export function sendsRemaining(challenge: Challenge, policy: Policy): number {
  return Math.max(0, policy.sendsPerChallenge - sends(challenge));
}

/** Why a challenge judges no more codes, if it doesn't. */
export function closedReason(challenge: Challenge, now: Instant, policy: Policy): ClosedReason | undefined {
  if (challenge.closed !== undefined) return challenge.closed.reason;
  if (triesRemaining(challenge, policy) === 0) return 'exhausted';
  return now < expiresAt(challenge, policy) ? undefined : 'expired';
}

/**
 * The same from the challenge alone, whatever has become of the account since: all that somebody who is not signed in may
 * learn (REC-2).
 */
export function closedByItself(challenge: Challenge, now: Instant, policy: Policy): ClosedReason | undefined {
  const { closed, ...open } = challenge;
  return closedReason(closed?.reason === 'used' ? challenge : open, now, policy);
}

export function challengeStatus(challenge: Challenge, now: Instant, policy: Policy): ChallengeStatus {
  const reason = closedReason(challenge, now, policy);
  switch (reason) {
    case undefined:
      return 'pending';
    case 'used':
      return 'verified';
    case 'exhausted':
      return 'exhausted';
    case 'expired':
    case 'replaced':
    case 'session-ended':
    case 'account-protected':
    case 'window-closed':
      return 'expired';
  }
}

export function resent(challenge: Challenge, delivery: Delivery, now: Instant): Challenge {
  const { deliveryFailure: _1, heldBack: _3, reportedAt: _2, ...rest } = challenge;
  return { ...rest, delivery, sentAt: [...challenge.sentAt, now], deliveryStatus: 'queued' };
}

/**
 * CODE-7: what is told of the newest code's delivery. `sent` is never written, which keeps asking for a code at its two
 * round trips: a code is committed as `queued`, then sent, then answered for, and when the provider does not take it that is
 * written. So whoever can ask about a challenge has had its answer, and a mark that is missing means that it was taken.
 */
export function toldDeliveryStatus({ deliveryStatus }: Challenge): DeliveryStatus {
  return deliveryStatus === 'queued' ? 'sent' : deliveryStatus;
}

/** Closes those that still judge codes and for which `concerns` holds. */
export function closeOpen(
  challenges: readonly Challenge[],
  closed: Closing,
  concerns: (challenge: Challenge) => boolean,
): readonly Challenge[] {
  return challenges.map((challenge) =>
    challenge.closed === undefined && concerns(challenge) ? { ...challenge, closed } : challenge,
  );
}
