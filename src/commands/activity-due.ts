import type { Account } from '../domain/account.js';
import type { AccountEvent } from '../domain/account-event.js';
import { goesAt } from '../domain/activity.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import type { Policy } from '../domain/policy.js';
import type { ChoreEntry } from '../ports/due-index.js';

interface Noted {
  readonly account: Account;
  /** To be in the due index before the account is committed. */
  readonly entries: readonly ChoreEntry[];
}

/**
 * AUD-1: events go in time, which an entry in the due index sees to: one an account, noted with the first event that has
 * none. Its instant is a day's end, so that a decision taken anew notes the same.
 */
export function withActivityDue(
  account: Account,
  events: readonly AccountEvent[],
  now: Instant,
  policy: Policy,
): Noted {
  // A shadow goes as a whole, after some days.
  const isNoted = account.activityDueAt !== undefined || account.isShadow === true;
  if (events.length === 0 || isNoted) return { account, entries: [] };
  const at = goesAt(now, policy);
  return { account: { ...account, activityDueAt: at }, entries: [activityEntryAt(account.id, at)] };
}

export function activityEntryAt(accountId: AccountId, at: Instant): ChoreEntry {
  return { at, chore: { chore: 'forgetActivity', accountId } };
}
