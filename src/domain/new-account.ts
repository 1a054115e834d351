import type { Account } from './account.js';
import type { AccountId } from './identifiers.js';
import type { Instant } from './instant.js';

/** An account as it begins: nothing in it yet. */
export function newAccount(id: AccountId, locale: string, now: Instant): Account {
  return {
    id,
    createdAt: now,
    locale,
    protection: { kind: 'normal' },
    confirmation: { kind: 'none' },
    contacts: [],
    challenges: [],
    ledgers: [],
    sessions: [],
    devices: [],
    appPasswords: [],
    answered: [],
  };
}
