import { findChallenge, withChallenge, type Account } from '../domain/account.js';
import { sends, type Challenge } from '../domain/challenge.js';
import { withReport, type DeliveryReport } from '../domain/delivery-report.js';
import type { AccountId } from '../domain/identifiers.js';
import { ok, type Outcome } from '../domain/outcome.js';
import type { CallTicket } from '../ports/access-tokens.js';
import type { DeliveryNews, MessageReport } from '../ports/delivery-news.js';
import { change, type ChangeParts } from './change-account.js';
import { codeMessageId, mayBeCode, mayBeCodeOf } from './message-id.js';
import type { Parts } from './parts.js';

type RecordParts = ChangeParts & Pick<Parts, 'directory' | 'emailAddresses' | 'tellOfDelivery' | 'vault'>;

/**
 * CODE-7: what became of codes, as the provider tells. One report costs a lookup, a load and a commit; one that tells nothing
 * new less, and a notice's nothing.
 *
 * @throws Unavailable when storage fails: the provider posts the whole batch again, which changes nothing twice
 */
export async function recordDeliveries(
  parts: RecordParts,
  { outcomes, reports, validationCode }: DeliveryNews,
): Promise<Outcome<{ readonly validationResponse?: string }, never>> {
  for (const report of reports) await recordReport(parts, report);
  // Last: a batch that is posted again was not counted before.
  for (const outcome of outcomes) parts.tellOfDelivery(outcome);
  return ok(validationCode === undefined ? {} : { validationResponse: validationCode });
}

/** No note leads from a message to its code: the address leads to accounts, and their challenges to ids of messages. */
async function recordReport(
  parts: RecordParts,
  { channel, messageId, to, ...report }: MessageReport,
): Promise<void> {
  if (!mayBeCode(messageId, parts.clock.now())) return;
  const canonical = canonicalOf(parts, channel, to);
  if (canonical === undefined) return;
  const claimants = await parts.directory.claimants(parts.vault.fingerprint(canonical));
  for (const accountId of claimants.filter((one) => mayBeCodeOf(messageId, one))) {
    const recorded = await record(parts, accountId, report, ({ challenges }) => {
      const challenge = challenges.find((one) => codeMessageId(accountId, one) === messageId);
      return challenge && { challenge, send: sends(challenge) };
    });
    if (recorded?.isFound === true) return;
  }
}

function canonicalOf(
  { emailAddresses }: RecordParts,
  channel: MessageReport['channel'],
  to: MessageReport['to'],
): string | undefined {
  if (channel === 'phone') return to === '' ? undefined : to;
  const email = emailAddresses.parse(to);
  return email.ok ? email.canonical : undefined;
}

/** @returns the account as it stands with it, if it is there */
export async function recordDelivery(
  parts: ChangeParts,
  { accountId, challengeId, send }: CallTicket,
  report: DeliveryReport,
): Promise<Account | undefined> {
  const recorded = await record(parts, accountId, report, (account) => {
    const challenge = findChallenge(account, challengeId);
    return challenge && { challenge, send };
  });
  return recorded?.account;
}

/** One of a challenge's codes: 1 for the first. */
interface SentCode {
  readonly challenge: Challenge;
  readonly send: number;
}

/** @returns the account as it stands with it, and whether it has the code; undefined where it isn't there */
async function record(
  parts: ChangeParts,
  accountId: AccountId,
  report: DeliveryReport,
  find: (account: Account) => SentCode | undefined,
): Promise<{ readonly account: Account; readonly isFound: boolean } | undefined> {
  const changed = await change<boolean, never>(parts, accountId, (account) => {
    const code = find(account);
    if (code === undefined) return { outcome: ok(false) };
    const reported = withReport(code.challenge, code.send, report);
    if (reported === code.challenge) return { outcome: ok(true) };
    return { outcome: ok(true), change: { account: withChallenge(account, reported), events: [] } };
  });
  return changed && { account: changed.account, isFound: changed.outcome.ok && changed.outcome.value };
}
