import type { AccountEvent } from '../domain/account-event.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import type { EventPosition } from '../ports/page-cursors.js';
import type { Parts } from './parts.js';

const PAGE = 500;

/** All of an account's events since then, newest first. */
export async function everyEvent(
  { accounts }: Pick<Parts, 'accounts'>,
  id: AccountId,
  since: Instant,
): Promise<readonly AccountEvent[]> {
  const events: AccountEvent[] = [];
  let after: EventPosition | undefined;
  do {
    const page = await accounts.events(id, { since, after, limit: PAGE });
    events.push(...page.events);
    after = page.next;
  } while (after !== undefined);
  return events;
}
