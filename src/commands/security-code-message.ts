import type { Challenge } from '../domain/challenge.js';
import type { AccountId } from '../domain/identifiers.js';
import { MINUTE } from '../domain/instant.js';
import type { CodeBinding } from '../domain/security-code.js';
import type { SecurityCodeMessage } from '../messages/message.js';
import type { Parts } from './parts.js';

/** The binding of one of a challenge's codes. */
export function codeBinding(
  accountId: AccountId,
  challenge: Challenge,
  send: number,
  digits: 6 | 7 | 8,
): CodeBinding {
  const { id: challengeId, contactId, purpose, keyVersion } = challenge;
  return { keyVersion, accountId, contactId, purpose, challengeId, send, digits };
}

/** What is said of one of a challenge's codes. The code is made here, to be sent or spoken at once. */
export function securityCodeMessage(
  { codes, policy, service }: Pick<Parts, 'codes' | 'policy' | 'service'>,
  accountId: AccountId,
  challenge: Challenge,
  send: number,
): SecurityCodeMessage {
  const binding = codeBinding(accountId, challenge, send, policy.codeDigits);
  return {
    template: 'security-code',
    purpose: challenge.purpose,
    code: codes.derive(binding),
    reference: codes.reference(binding),
    minutes: Math.round(policy.codeLifetime / MINUTE),
    host: new URL(service.publicUrl).hostname,
  };
}
