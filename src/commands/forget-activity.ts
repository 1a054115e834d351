import { goesAt, keptSince } from '../domain/activity.js';
import type { ChoreEntry, Found } from '../ports/due-index.js';
import { Unavailable } from '../ports/unavailable.js';
import { activityEntryAt } from './activity-due.js';
import type { Parts } from './parts.js';

const ROUNDS = 5;

type ForgetParts = Pick<Parts, 'accounts' | 'clock' | 'dueIndex' | 'policy'>;

/**
 * AUD-1: the account's old events go. What stays gets the next entry before the account says so, and the entry that led
 * here goes last: dying anywhere leaves an entry too many, never one too few.
 */
export async function forgetActivity(
  { accounts, clock, dueIndex, policy }: ForgetParts,
  found: Found<ChoreEntry>,
): Promise<void> {
  const { accountId } = found.chore;
  for (let round = 0; round < ROUNDS; round += 1) {
    const loaded = await accounts.load(accountId);
    // Of no account, or an entry of a commit that never was: the account's own entry is another.
    if (loaded?.account.activityDueAt !== found.at) return dueIndex.settle(found);
    const now = clock.now();
    const oldest = await accounts.forgetEvents(accountId, keptSince(now, policy), now);
    const { activityDueAt: _, ...account } = loaded.account;
    const next = oldest === undefined ? undefined : goesAt(oldest, policy);
    if (next !== undefined) await dueIndex.note([activityEntryAt(accountId, next)]);
    const changed = next === undefined ? account : { ...account, activityDueAt: next };
    if ((await accounts.commit(loaded, { account: changed, events: [] })) === 'committed')
      return dueIndex.settle(found);
  }
  throw new Unavailable('account', { retryAfterSeconds: 1 });
}
