import { type CodeToSend } from '../domain/asking-for-codes.js';
import { challengeView, type ChallengeView } from '../domain/challenge-view.js';
import { findChallenge, type Account } from '../domain/account.js';
import { closedReason, sends } from '../domain/challenge.js';
import { ok, refuse, widen, type Outcome } from '../domain/outcome.js';
import type { RefusalCode } from '../domain/refusal.js';
import type { Caller } from '../domain/session.js';
import { helpTexts, type HelpText } from '../messages/help.js';
import { changedByCaller, type BeforeCommit, type Decide } from './change-account.js';
import { codeBinding } from './security-code-message.js';
import { sendCode, type SendParts } from './send-code.js';
import { withinQuotas } from './within-quotas.js';

export interface Sent extends CodeToSend {
  readonly account: Account;
}

/**
 * The send is counted, by the quotas (CODE-5) and with its account, and committed first: whatever dies after that, no code
 * goes out that isn't accounted for. A quota that refuses leaves the account as it was.
 */
export async function commitThenSend<C extends RefusalCode>(
  parts: SendParts,
  caller: Caller,
  decide: Decide<CodeToSend, C>,
  beforeCommit?: BeforeCommit<C>,
): Promise<Outcome<Sent, C | 'too-many-codes' | 'unauthenticated' | 'code-not-sent'>> {
  const sending = withinQuotas(parts, caller.accountId, decide, beforeCommit);
  const committed = await changedByCaller(parts, caller, sending.decide, {
    beforeCommit: sending.beforeCommit,
  });
  await sending.giveBackUnlessOwn(committed?.outcome);
  if (committed === undefined) return widen(refuse({ code: 'unauthenticated' }));
  const { account, now, outcome } = committed;
  if (!outcome.ok) return widen(outcome);
  const sent: Sent = { ...outcome.value, account };
  // A repeated request (DUR-4) may find that its code is not the newest any more, or was used.
  const current = findChallenge(account, sent.challenge.id);
  const stale =
    current === undefined ||
    sends(current) !== sends(sent.challenge) ||
    closedReason(current, now, parts.policy) !== undefined;
  if (stale) return ok(sent);
  const went = await sendCode(parts, caller.accountId, account.locale, sent);
  return went.ok ? ok(sent) : widen(went);
}

/** A challenge as its asker sees it, with the help in words. */
export interface ShownChallenge extends Omit<ChallengeView, 'help'> {
  readonly help: readonly HelpText[];
}

/** A challenge as its asker sees it, its newest code's reference included. */
export function viewOf(
  parts: Pick<SendParts, 'clock' | 'codes' | 'policy'>,
  caller: Caller,
  { account, challenge, contact }: Sent,
): ShownChallenge {
  const { policy } = parts;
  const binding = codeBinding(caller.accountId, challenge, sends(challenge), policy.codeDigits);
  const reference = parts.codes.reference(binding);
  const view = challengeView(challenge, contact, reference, parts.clock.now(), policy);
  return { ...view, help: helpTexts(view.help, account.locale) };
}
