import { isSignedIn } from '../domain/access.js';
import type { Account } from '../domain/account.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import type { Caller } from '../domain/session.js';
import { settle } from '../domain/settled-account.js';
import type { LoadedAccount } from '../ports/accounts.js';
import type { Parts } from './parts.js';

/** An account as it stands now, and as it was loaded: a change that follows needs no load of its own. */
export interface ReadAccount {
  readonly account: Account;
  readonly loaded: LoadedAccount;
  readonly now: Instant;
}

/** The caller's account as it stands now, for reading only. */
export async function readAsCaller(
  parts: Pick<Parts, 'accounts' | 'clock' | 'policy'>,
  caller: Caller,
): Promise<ReadAccount | undefined> {
  const account = await readAccount(parts, caller.accountId);
  return account !== undefined && isSignedIn(account.account, caller) ? account : undefined;
}

export async function readAccount(
  parts: Pick<Parts, 'accounts' | 'clock' | 'policy'>,
  id: AccountId,
): Promise<ReadAccount | undefined> {
  const loaded = await parts.accounts.load(id);
  if (loaded === undefined) return undefined;
  const now = parts.clock.now();
  return { account: settle(loaded.account, now, parts.policy).account, loaded, now };
}
