import type { Account } from '../domain/account.js';
import type { DueEntry } from '../ports/due-index.js';
import type { AccountErasureInput } from '../workflows/account-erasure.js';
import { activityEntryAt } from './activity-due.js';
import { flowsOfState } from './end-account-flows.js';
import { erasing } from './erasing.js';
import { dueEntriesFor } from './flow-moments.js';
import type { Parts } from './parts.js';

type EraseParts = Pick<Parts, 'accounts' | 'dueIndex' | 'erasures' | 'policy'>;

/**
 * PRV-3: what is still there. The entries that lead to the account first, then the account, and last what says that it was
 * being erased. The erasure's own entry names nobody; the sweeper lets go of it.
 */
export async function eraseAccountRows(parts: EraseParts, { erasureId }: AccountErasureInput): Promise<null> {
  const found = await erasing(parts, erasureId);
  if (found === undefined) return null;
  const { account, accountId } = found;
  if (account !== undefined) {
    for (const entry of await entriesOf(parts, account)) await parts.dueIndex.withdraw(entry);
    await parts.accounts.remove(accountId);
  }
  await parts.erasures.forget(erasureId);
  return null;
}

/** Those it has listed, and those of an account of 0.2, which listed none. */
async function entriesOf({ accounts, policy }: EraseParts, account: Account): Promise<readonly DueEntry[]> {
  const { activityDueAt, id } = account;
  const listed = await accounts.dueEntries(id);
  return [
    ...listed.filter((entry) => 'chore' in entry || entry.flow.workflow !== 'accountErasure'),
    ...flowsOfState(account).flatMap((flow) => dueEntriesFor(account, flow, policy)),
    ...(activityDueAt === undefined ? [] : [activityEntryAt(id, activityDueAt)]),
  ];
}
