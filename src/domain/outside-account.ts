import type { Account, Change, OutsideName } from './account.js';
import type { AccountId, EventId } from './identifiers.js';
import type { Instant } from './instant.js';

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
    id,
    createdAt: now,
    locale,
    ...(outsideName === undefined ? {} : { outsideName }),
    protection: { kind: 'normal' },
    confirmation: { kind: 'none' },
    contacts: [],
    challenges: [],
    ledgers: [],
    sessions: [],
    devices: [],
    appPasswords: [],
    answered: [],
    claimsListed: true,
    activityDueAt,
  };
  return { account, events: [{ id: eventId, at: now, happened: { kind: 'account-created' } }] };
}
