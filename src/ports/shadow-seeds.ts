import type { AddressFingerprint } from '../domain/contact-address.js';
import type { ShadowSeed } from '../domain/shadow-account.js';

/** What a name's shadow account is made from: the same for the same name, and without the key nobody's to foresee. */
export interface ShadowSeeds {
  /** @param name of the sign-in name */
  of(name: AddressFingerprint): ShadowSeed;
}
