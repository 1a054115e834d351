import { findChallenge, findContact, type Account } from '../domain/account.js';
import type { ChallengeId } from '../domain/identifiers.js';
import type { Outcome } from '../domain/outcome.js';
import type { Facts } from '../ports/telemetry.js';
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

function whereItWent({ phoneNumbers, vault }: CountParts, account: Account, challengeId: ChallengeId): Facts {
  const challenge = findChallenge(account, challengeId);
  if (challenge === undefined || account.isShadow === true) return {};
  const { contactId, delivery } = challenge;
  const contact = delivery === 'email' ? undefined : findContact(account, contactId);
  if (contact === undefined) return { delivery };
  return { delivery, calling_code: phoneNumbers.callingCode(vault.open(contact.sealed, account.id)) };
}
