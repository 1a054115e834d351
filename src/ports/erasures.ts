import type { AccountId, ErasureId } from '../domain/identifiers.js';

/** Which account an erasure is of (PRV-3): the one place that knows, until all else is gone. All throw `Unavailable`. */
export interface Erasures {
  /** Before the account says that it is being erased. */
  note(id: ErasureId, account: AccountId): Promise<void>;
  find(id: ErasureId): Promise<AccountId | undefined>;
  forget(id: ErasureId): Promise<void>;
}
