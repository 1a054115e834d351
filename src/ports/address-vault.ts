import type { AddressFingerprint, PlainAddress, SealedAddress } from '../domain/contact-address.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Requester } from '../domain/code-ledger.js';
import type { LimitedThing } from '../domain/limits.js';

/** Encrypts addresses at rest and finds them by keyed hash (PRV-2). Keys are versioned; old versions still open. */
export interface AddressVault {
  /** AES-256-GCM with the account's id as associated data. */
  seal(address: PlainAddress, account: AccountId): SealedAddress;
  open(sealed: SealedAddress, account: AccountId): PlainAddress;
  /** HMAC-SHA-256 of a canonical form (an address, a sign-in name). */
  fingerprint(canonical: string): AddressFingerprint;
  /** HMAC-SHA-256 of a network address, for limits. */
  requester(networkAddress: string): Requester;
  /** HMAC-SHA-256 of what is limited, and how. */
  limited(...what: readonly string[]): LimitedThing;
}
