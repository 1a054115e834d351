import type { AccountId, DeviceId } from '../domain/identifiers.js';
import type { FreshDeviceToken, PresentedDevice } from '../domain/trusted-device.js';
import type { Random } from './random.js';

/** The tokens of trusted devices (DEV-1): opaque, 256 random bits, and told from anybody's inventions without looking. */
export interface DeviceTokens {
  /** The next token of a device. */
  issue(account: AccountId, device: DeviceId, random: Random): FreshDeviceToken;
  /** Undefined for anything that was never a token for a device of this account. */
  read(account: AccountId, token: string | undefined): PresentedDevice | undefined;
}
