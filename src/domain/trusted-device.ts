import type { Brand } from './brand.js';
import type { DeviceId } from './identifiers.js';
import type { Instant } from './instant.js';

/** What a trusted device shows: it exists in the answer that gives it and on the device, and nowhere else. */
export type DeviceToken = Brand<string, 'DeviceToken'>;
/** What is kept of a device's token: its hash. */
export type DeviceTokenHash = Brand<string, 'DeviceTokenHash'>;

/** DEV-1: signs in without a code while two-step verification is on. Its token changes at every use. */
export interface TrustedDevice {
  readonly id: DeviceId;
  /** Not used yet, the newest last: one, or some more where answers were lost on their way. */
  readonly unused: readonly DeviceTokenHash[];
  /** Used, and good for a moment longer: the answer that brought the next one may have been lost. */
  readonly spent: readonly SpentToken[];
  /** As its holder knows it. */
  readonly name?: string;
  readonly trustedAt: Instant;
  readonly lastUsedAt: Instant;
}

export interface SpentToken {
  readonly tokenHash: DeviceTokenHash;
  readonly until: Instant;
}

/** A token that is one of ours, as somebody shows it. Whether it still is good for anything, the account says. */
export interface PresentedDevice {
  readonly deviceId: DeviceId;
  readonly tokenHash: DeviceTokenHash;
}

/** A new token and what is kept of it, made before the decision that may give it out. */
export interface FreshDeviceToken {
  readonly token: DeviceToken;
  readonly tokenHash: DeviceTokenHash;
}
