import type { Account, Change, OutsideName } from './account.js';
import type { AccountId, EventId } from './identifiers.js';
import type { Instant } from './instant.js';
import { newAccount } from './new-account.js';

/** An account as it begins where somebody else keeps the sign-in (IDN-1, IDN-2): nobody has a password here. */
export function newOutsideAccount(
  id: AccountId,
  eventId: EventId,
  locale: string,
  outsideName: OutsideName | undefined,
  now: Instant,
  activityDueAt: Instant,
): Change {
  const account: Account = {
    ...newAccount(id, locale, now),
    ...(outsideName === undefined ? {} : { outsideName }),
    claimsListed: true,
    activityDueAt,
  };
  return { account, events: [{ id: eventId, at: now, happened: { kind: 'account-created' } }] };
}
