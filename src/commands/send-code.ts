import { findChallenge, withChallenge } from '../domain/account.js';
import type { CodeToSend } from '../domain/asking-for-codes.js';
import { sends, type Challenge } from '../domain/challenge.js';
import { notSent } from '../domain/delivery-report.js';
import { plus, SECOND } from '../domain/instant.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { AccountId } from '../domain/identifiers.js';
import { codeMessageId } from './message-id.js';
import { securityCodeMessage } from './security-code-message.js';
import { changeAccount, type AskedParts, type ChangeParts } from './change-account.js';
import type { Parts } from './parts.js';
import type { QuotaParts } from './sending-quotas.js';
import { renderMessage } from '../messages/render.js';
import type { OutgoingMessage, SendResult } from '../ports/messenger.js';
import { Unavailable } from '../ports/unavailable.js';

/** People wait for it: slower than this is told as not sent. */
const SEND_TIMEOUT_MS = 5 * SECOND;

export type SendParts = AskedParts &
  QuotaParts &
  Pick<Parts, 'codes' | 'messenger' | 'service' | 'tokens' | 'vault'>;

/**
 * Sends the newest code of a committed challenge. It exists from here to the provider and nowhere else (CODE-2). When the
 * provider does not take it the challenge says so and stays open for another try.
 */
export async function sendCode(
  parts: SendParts,
  accountId: AccountId,
  locale: string,
  toSend: CodeToSend,
): Promise<Outcome<undefined, 'code-not-sent'>> {
  const { challenge, contact } = toSend;
  const failure = await attempt(parts, await compose(parts, accountId, locale, toSend));
  if (failure === undefined) return ok(undefined);
  await markFailed(parts, accountId, challenge);
  const { reason, retryAfterSeconds = 0 } = failure;
  const retryAfter = Math.max(retryAfterSeconds, Math.ceil(parts.policy.resendAfter / SECOND));
  return refuse({
    code: 'code-not-sent',
    challengeId: challenge.id,
    contactId: contact.id,
    reason,
    retryAfter,
  });
}

interface SendFailure {
  readonly reason: 'provider-refused' | 'provider-unavailable';
  /** How long the provider asks to wait. */
  readonly retryAfterSeconds?: number;
}

async function attempt(parts: SendParts, message: OutgoingMessage): Promise<SendFailure | undefined> {
  try {
    const result: SendResult = await parts.messenger.send(message, { timeoutMs: SEND_TIMEOUT_MS });
    return result.kind === 'accepted' ? undefined : { reason: 'provider-refused' };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { reason: 'provider-unavailable', retryAfterSeconds: error.retryAfterSeconds };
  }
}

async function compose(
  parts: SendParts,
  accountId: AccountId,
  locale: string,
  { challenge, contact }: CodeToSend,
): Promise<OutgoingMessage> {
  const send = sends(challenge);
  const id = codeMessageId(accountId, challenge);
  const to = parts.vault.open(contact.sealed, accountId);
  const about = { id, to, template: 'security-code', locale } as const;
  if (challenge.delivery === 'call') {
    const now = parts.clock.now();
    const ticket = await parts.tokens.issueCallTicket(
      { accountId, challengeId: challenge.id, send },
      plus(now, parts.policy.codeLifetime),
      now,
    );
    return {
      ...about,
      delivery: 'call',
      callbackUrl: `${parts.service.publicUrl}/api/calls/events?ticket=${ticket}`,
    };
  }
  const text = securityCodeMessage(parts, accountId, challenge, send);
  return challenge.delivery === 'email'
    ? { ...about, delivery: 'email', content: renderMessage(text, locale, 'email', parts.service.name) }
    : { ...about, delivery: 'sms', content: renderMessage(text, locale, 'sms', parts.service.name) };
}

/** Best effort: the answer says it in any case. */
async function markFailed(parts: ChangeParts, accountId: AccountId, sent: Challenge): Promise<void> {
  await changeAccount(parts, accountId, (account) => {
    const challenge = findChallenge(account, sent.id);
    const failed = challenge && notSent(challenge, sends(sent));
    if (failed === undefined || failed === challenge) return { outcome: ok(undefined) };
    return { outcome: ok(undefined), change: { account: withChallenge(account, failed), events: [] } };
  });
}
