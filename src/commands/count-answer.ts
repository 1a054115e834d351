import { findChallenge, findContact, type Account } from '../domain/account.js';
import type { Delivery } from '../domain/contact-address.js';
import type { ChallengeId } from '../domain/identifiers.js';
import type { Outcome } from '../domain/outcome.js';
import type { Parts } from './parts.js';

type CountParts = Pick<Parts, 'phoneNumbers' | 'telemetry' | 'vault'>;

/** Counts a code typed back, by how it went out and, for phones, by calling code. What nobody was ever sent counts by neither. */
export function countAnswer(
  parts: CountParts,
  account: Account,
  challengeId: ChallengeId,
  outcome: Outcome<unknown>,
): void {
  const where = whereItWent(parts, account, challengeId);
  if (outcome.ok) parts.telemetry.count('security_info.codes.verified', where);
  else parts.telemetry.count('security_info.codes.failed', { ...where, reason: outcome.refusal.code });
}

/** How a challenge's code went out, as it is counted: never to whom. */
export function whereItWent(
  { phoneNumbers, vault }: Pick<Parts, 'phoneNumbers' | 'vault'>,
  account: Account,
  challengeId: ChallengeId,
): { readonly delivery?: Delivery; readonly calling_code?: string } {
  const challenge = findChallenge(account, challengeId);
  if (challenge === undefined || account.isShadow === true) return {};
  const { contactId, delivery } = challenge;
  const contact = delivery === 'email' ? undefined : findContact(account, contactId);
  if (contact === undefined) return { delivery };
  try {
    return { delivery, calling_code: phoneNumbers.callingCode(vault.open(contact.sealed, account.id)) };
  } catch {
    // A number that can't be read is found elsewhere. The code is judged and committed: counting must not undo the answer.
    return { delivery };
  }
}
