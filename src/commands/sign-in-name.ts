import type { AddressFingerprint } from '../domain/contact-address.js';
import type { AddressVault } from '../ports/address-vault.js';
import type { Parts } from './parts.js';

/** Sign-in names are equal when they look equal: compatibility forms and case don't tell them apart. */
export function nameFingerprint(vault: AddressVault, signInName: string): AddressFingerprint {
  return vault.fingerprint(`name:${signInName.normalize('NFKC').trim().toLowerCase()}`);
}

/** The sign-in name as the contact it would be, so that it can be refused as one (ADD-3). */
export function ownAddressFingerprint(
  parts: Pick<Parts, 'vault' | 'emailAddresses'>,
  signInName: string,
): AddressFingerprint {
  const email = parts.emailAddresses.parse(signInName);
  return parts.vault.fingerprint(email.ok ? email.canonical : `name:${signInName}`);
}
