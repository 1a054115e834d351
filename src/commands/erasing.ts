import type { Account } from '../domain/account.js';
import type { AccountId, ErasureId } from '../domain/identifiers.js';
import type { Parts } from './parts.js';

/** An erasure under way. */
export interface Erasing {
  readonly accountId: AccountId;
  /** Undefined once it is gone: what else there is may be left still. */
  readonly account: Account | undefined;
}

/**
 * Whose erasure it is. Undefined when it is done, when it was never committed, and when somebody with the same id came
 * after it: accounts of another system are made anew when they are next seen (IDN-1).
 */
export async function erasing(
  { accounts, erasures }: Pick<Parts, 'accounts' | 'erasures'>,
  id: ErasureId,
): Promise<Erasing | undefined> {
  const accountId = await erasures.find(id);
  if (accountId === undefined) return undefined;
  const account = await accounts.loadErased(accountId);
  if (account !== undefined && account.erasure?.id !== id) return undefined;
  return { accountId, account };
}
