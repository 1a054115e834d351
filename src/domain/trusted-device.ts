import type { Brand } from './brand.js';
import type { DeviceId } from './identifiers.js';
import type { Instant } from './instant.js';

/** What is kept of a device's token: its hash. */
export type DeviceTokenHash = Brand<string, 'DeviceTokenHash'>;

/** DEV-1: signs in without a code while two-step verification is on. Its token changes at every use. */
export interface TrustedDevice {
  readonly id: DeviceId;
  readonly tokenHash: DeviceTokenHash;
  /** The token before, good for a moment longer: the answer that brought the new one may have been lost. */
  readonly previous?: { readonly tokenHash: DeviceTokenHash; readonly until: Instant };
  /** As its holder knows it. */
  readonly name?: string;
  readonly trustedAt: Instant;
  readonly lastUsedAt: Instant;
}
