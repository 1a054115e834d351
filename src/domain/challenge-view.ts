import {
  challengeStatus,
  expiresAt,
  newestSentAt,
  resendAfter,
  sendsRemaining,
  toldDeliveryStatus,
  triesRemaining,
  type Challenge,
  type ChallengeStatus,
  type DeliveryStatus,
} from './challenge.js';
import type { Contact } from './contact.js';
import { maskedContact } from './contact.js';
import type { Delivery } from './contact-address.js';
import { deliveryHelp, type HelpCode } from './delivery-help.js';
import type { DeliveryFailure } from './delivery-failure.js';
import type { ChallengeId } from './identifiers.js';
import type { Instant } from './instant.js';
import type { Policy } from './policy.js';
import type { MaskedContact } from './refusal.js';
import type { CodeReference, Purpose } from './security-code.js';

/** A challenge as whoever asked for it sees it. */
export interface ChallengeView {
  readonly id: ChallengeId;
  readonly purpose: Purpose;
  readonly contact: MaskedContact;
  readonly delivery: Delivery;
  readonly status: ChallengeStatus;
  readonly expiresAt: Instant;
  readonly resendAfter: Instant;
  readonly sendsRemaining: number;
  readonly attemptsRemaining: number;
  readonly reference: CodeReference;
  readonly sentAt: Instant;
  readonly deliveryStatus: DeliveryStatus;
  /** Why, of one that failed. */
  readonly deliveryFailure?: DeliveryFailure;
  readonly help: readonly HelpCode[];
}

export function challengeView(
  challenge: Challenge,
  contact: Contact,
  reference: CodeReference,
  now: Instant,
  policy: Policy,
): ChallengeView {
  const deliveryStatus = toldDeliveryStatus(challenge);
  const { deliveryFailure } = challenge;
  return {
    id: challenge.id,
    purpose: challenge.purpose,
    contact: maskedContact(contact),
    delivery: challenge.delivery,
    status: challengeStatus(challenge, now, policy),
    expiresAt: expiresAt(challenge, policy),
    resendAfter: resendAfter(challenge, policy),
    sendsRemaining: sendsRemaining(challenge, policy),
    attemptsRemaining: triesRemaining(challenge, policy),
    reference,
    sentAt: newestSentAt(challenge),
    deliveryStatus,
    ...(deliveryFailure === undefined ? {} : { deliveryFailure }),
    help: deliveryHelp(challenge, deliveryStatus),
  };
}
