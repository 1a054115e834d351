import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DeviceId } from '../../domain/identifiers.js';
import type { DeviceToken, DeviceTokenHash } from '../../domain/trusted-device.js';
import type { DeviceTokens } from '../../ports/device-tokens.js';
import type { KeyRing } from './key-ring.js';

/** 128 bits of HMAC-SHA-256, as in a link: it only says that the token was ours. */
const MAC_CHARACTERS = 22;

/**
 * `<device id>.<secret><mac>`: 256 random bits, and a MAC over account, device and secret, so that a used token can be told
 * from an invented one without keeping every token there ever was: only the former revokes its device. Hangs on the hash
 * key, which does not rotate, as the tokens of a device in use outlive every other key.
 */
export function createDeviceTokens({ hash }: Pick<KeyRing, 'hash'>): DeviceTokens {
  const secret = Buffer.from(hash.secret, 'base64url');
  const keyed = (...parts: readonly string[]): string =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
  const macOf = (account: string, device: string, drawn: string): string =>
    keyed('device-token', account, device, drawn).slice(0, MAC_CHARACTERS);
  const hashOf = (account: string, device: string, drawn: string): DeviceTokenHash =>
    keyed('device-token-hash', account, device, drawn) as DeviceTokenHash;
  return {
    issue: (account, device, random) => {
      const drawn = random.id() + random.id();
      const token = `${device}.${drawn}${macOf(account, device, drawn)}` as DeviceToken;
      return { token, tokenHash: hashOf(account, device, drawn) };
    },
    read: (account, token = '') => {
      const [, device, drawn, given] = TOKEN.exec(token) ?? [];
      if (device === undefined || drawn === undefined || given === undefined) return undefined;
      const expected = macOf(account, device, drawn);
      if (!timingSafeEqual(Buffer.from(expected), Buffer.from(given))) return undefined;
      return { deviceId: device as DeviceId, tokenHash: hashOf(account, device, drawn) };
    },
  };
}

const TOKEN = /^([\w-]{22})\.([\w-]{44})([\w-]{22})$/;
