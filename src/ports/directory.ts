import type { AddressFingerprint } from '../domain/contact-address.js';
import type { AccountId } from '../domain/identifiers.js';

/** What an account is known to hold. */
export interface Held {
  readonly name: AddressFingerprint | undefined;
  readonly addresses: readonly AddressFingerprint[];
  /** Every claim was listed when it was made. Otherwise, for accounts older than 0.3, all claims are looked through. */
  readonly listed: boolean;
}

/** Finds accounts by what people type. Keys are keyed hashes; nothing readable is stored. */
export interface Directory {
  /** The account that a sign-in name belongs to. */
  find(signInName: AddressFingerprint): Promise<AccountId | undefined>;
  /** Takes a name for an account for good. Answers with the account that has it, which may be another. */
  claimName(signInName: AddressFingerprint, account: AccountId): Promise<AccountId>;
  /** Gives a name up, if it is this account's. */
  releaseName(signInName: AddressFingerprint, account: AccountId): Promise<void>;
  /**
   * Notes that an address serves an account (ADD-6). Claims of accounts that no longer hold the address are let go
   * when the address is full, so a crash can leave a claim too many for a while and never one too few. Two round trips for
   * an address that nobody has claimed.
   *
   * @param limit at least 1
   * @param stillHolds asked about each earlier claim only when the address is full
   */
  claimAddress(
    address: AddressFingerprint,
    account: AccountId,
    limit: number,
    stillHolds: (account: AccountId) => Promise<boolean>,
  ): Promise<'claimed' | 'full'>;
  /** The accounts that claimed an address: all that hold it (CODE-7 relies on that), and some that no longer do. */
  claimants(address: AddressFingerprint): Promise<readonly AccountId[]>;
  /** PRV-3: lets go of the account's name, and of every claim it ever made; those of others stay. */
  release(account: AccountId, held: Held): Promise<void>;
}
