import { findChallenge, withChallenge, type Account } from '../domain/account.js';
import { withReport, type DeliveryReport } from '../domain/delivery-report.js';
import { ok, type Outcome } from '../domain/outcome.js';
import type { DeliveryNews, SentCode } from '../ports/deliveries.js';
import { change, type ChangeParts } from './change-account.js';
import type { Parts } from './parts.js';

type RecordParts = ChangeParts & Pick<Parts, 'deliveries' | 'tellOfDelivery'>;

/**
 * CODE-7: what became of codes, as the provider tells. One report costs a lookup, a load and a commit at most; a notice's,
 * and one that tells nothing new, less.
 *
 * @throws Unavailable when storage fails: the provider posts the whole batch again, which changes nothing twice
 */
export async function recordDeliveries(
  parts: RecordParts,
  { outcomes, reports, validationCode }: DeliveryNews,
): Promise<Outcome<{ readonly validationResponse?: string }, never>> {
  for (const { messageId, ...report } of reports) {
    const code = await parts.deliveries.find(messageId);
    if (code !== undefined) await recordDelivery(parts, code, report);
  }
  // Last: a batch that is posted again was not counted before.
  for (const outcome of outcomes) parts.tellOfDelivery(outcome);
  return ok(validationCode === undefined ? {} : { validationResponse: validationCode });
}

/** @returns the account as it stands with it, if it is there */
export async function recordDelivery(
  parts: ChangeParts,
  { accountId, challengeId, send }: SentCode,
  report: DeliveryReport,
): Promise<Account | undefined> {
  const changed = await change(parts, accountId, (account) => {
    const challenge = findChallenge(account, challengeId);
    const reported = challenge && withReport(challenge, send, report);
    if (reported === undefined || reported === challenge) return { outcome: ok(undefined) };
    return { outcome: ok(undefined), change: { account: withChallenge(account, reported), events: [] } };
  });
  return changed?.account;
}
