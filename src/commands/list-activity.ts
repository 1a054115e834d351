import { activityEntry, shownSince, type ActivityEntry } from '../domain/activity.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import type { Parts } from './parts.js';
import { readAsCaller } from './read-account.js';

const PAGE = 50;

export interface Activity {
  readonly events: readonly ActivityEntry[];
  /** The cursor of the next page. */
  readonly next?: string;
}

/** AUD-1: what happened to the account, newest first. The page is read beside the account, not after it. */
export async function listActivity(
  parts: Pick<Parts, 'accounts' | 'clock' | 'cursors' | 'policy'>,
  caller: Caller,
  { cursor }: { readonly cursor?: string | undefined },
): Promise<Outcome<Activity, 'unauthenticated' | 'invalid-request'>> {
  const { accountId } = caller;
  const after = cursor === undefined ? undefined : parts.cursors.read(cursor, accountId);
  if (cursor !== undefined && after === undefined)
    return refuse({ code: 'invalid-request', errors: [badCursor] });
  const since = shownSince(parts.clock.now(), parts.policy);
  const [read, page] = await Promise.all([
    readAsCaller(parts, caller),
    parts.accounts.events(accountId, { since, after, limit: PAGE }),
  ]);
  if (read === undefined) return refuse({ code: 'unauthenticated' });
  const events = page.events.map((event) => activityEntry(event, read.account));
  return ok({
    events,
    ...(page.next === undefined ? {} : { next: parts.cursors.issue(page.next, accountId) }),
  });
}

const badCursor = { path: 'cursor', code: 'invalid', message: 'was not given out for this account' };
