import { findChallenge, findContact, withChallenge, withLedger, type Account } from './account.js';
import { closedByItself, newestSentAt, sends, triesRemaining, type Challenge } from './challenge.js';
import { dayIsFull, withFailure, withSuccess } from './code-ledger.js';
import { confirmed } from './confirming.js';
import { isIn } from './contact.js';
import type { Decision } from './decision.js';
import type { Instant } from './instant.js';
import { olderMatches, type ProvenChallenge, type TypedAnswer } from './judging-codes.js';
import { refuse } from './outcome.js';
import type { Policy } from './policy.js';
import { recovered } from './proving-to-recover.js';
import { recoveryLedgerOf, withRecoveryNumbers } from './recovery-ledger.js';

/**
 * CODE-1, CODE-3 for those who are not signed in. What it answers to a wrong code follows from the challenge alone, so that a
 * shadow's answers like an account's; the waits that a contact's ledger asks of a requester would tell them apart. The
 * bound on guesses (CODE-9) is kept all the same: past the day's, no code is right, and no other is sent.
 */
export function judgeRecoveryCode(
  account: Account,
  answer: TypedAnswer,
  now: Instant,
  policy: Policy,
): Decision<ProvenChallenge, 'not-found' | 'challenge-closed' | 'wrong-code' | 'code-superseded'> {
  const challenge = findChallenge(account, answer.challengeId);
  const contact = challenge && findContact(account, challenge.contactId);
  if (challenge === undefined || contact === undefined) return { outcome: refuse({ code: 'not-found' }) };
  const reason = closedByItself(challenge, now, policy);
  if (reason !== undefined) return { outcome: refuse({ code: 'challenge-closed', reason }) };

  const ledger = recoveryLedgerOf(account, contact, now);
  const matches = answer.matches(challenge, sends(challenge));
  const matchesOlder = olderMatches(challenge, answer);
  const isShut =
    account.isShadow === true ||
    account.protection.kind === 'protected' ||
    challenge.closed !== undefined ||
    !isIn(contact, 'active') ||
    dayIsFull(ledger, now, withRecoveryNumbers(policy));
  if (matches && !isShut) {
    const used: Challenge = { ...challenge, closed: { reason: 'used', at: now } };
    const given = confirmed(account, now);
    const cleared = withLedger(withChallenge(given.account, used), withSuccess(ledger, now));
    return recovered(given.events, cleared, used, contact, answer, now, policy);
  }
  if (matchesOlder && !isShut) {
    const reference = answer.reference(challenge, sends(challenge));
    const attemptsRemaining = triesRemaining(challenge, policy);
    const sentAt = newestSentAt(challenge);
    return { outcome: refuse({ code: 'code-superseded', sentAt, reference, attemptsRemaining }) };
  }
  const counted = { ...challenge, wrongTries: challenge.wrongTries + 1 };
  const failed = withFailure(ledger, answer.requester, now, policy);
  return {
    outcome: refuse({ code: 'wrong-code', attemptsRemaining: triesRemaining(counted, policy) }),
    change: { account: withLedger(withChallenge(account, counted), failed), events: [] },
  };
}
