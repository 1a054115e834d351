import { mayWithStepUp, type StepUpRefusal } from './access.js';
import type { Account, Change } from './account.js';
import type { AccountEvent, Happening } from './account-event.js';
import type { Decision } from './decision.js';
import type { DeviceId, EventId } from './identifiers.js';
import { DAY, MINUTE, plus, type Instant } from './instant.js';
import { ok, refuse } from './outcome.js';
import type { Caller } from './session.js';
import type {
  DeviceToken,
  DeviceTokenHash,
  FreshDeviceToken,
  PresentedDevice,
  TrustedDevice,
} from './trusted-device.js';

/** An account trusts this many devices; the one unused for longest makes room. */
const DEVICES_KEPT = 50;
/** How long a used token is good for once more: its answer may have been lost. */
const SPENT_TOKEN_GOOD = 2 * MINUTE;
/** Tokens that were given out and not seen yet; only lost answers and answers that crossed make more than one. */
const UNUSED_KEPT = 3;

export type DeviceStanding = 'trusted' | 'used-up' | 'unknown';

/**
 * Whether what somebody shows is a trusted device of this account. Changes nothing: for gates, and as a second proof in a
 * recovery. `account` is settled, so that devices unused for too long are gone.
 */
export function deviceStanding(
  account: Account,
  shown: PresentedDevice | undefined,
  now: Instant,
): DeviceStanding {
  const device = shown && findDevice(account, shown.deviceId);
  if (shown === undefined || device === undefined) return 'unknown';
  return isGood(device, shown.tokenHash, now) ? 'trusted' : 'used-up';
}

/** DEV-1: after a code. The token travels in the answer to that code. */
export function trustDevice(
  account: Account,
  device: { readonly id: DeviceId; readonly name?: string | undefined; readonly fresh: FreshDeviceToken },
  now: Instant,
): Change {
  const { fresh, id, name } = device;
  const trusted: TrustedDevice = {
    id,
    unused: [fresh.tokenHash],
    spent: [],
    ...(name === undefined ? {} : { name }),
    trustedAt: now,
    lastUsedAt: now,
  };
  const longestUnusedLast = [...account.devices].sort((a, b) => b.lastUsedAt - a.lastUsedAt);
  const devices = [...longestUnusedLast.slice(0, DEVICES_KEPT - 1), trusted];
  return changed({ ...account, devices }, `${id}.trusted`, now, { kind: 'device-trusted', deviceId: id });
}

/** What showing a device at a sign-in comes to. */
export interface DeviceUse extends Change {
  readonly trusted: boolean;
  /** In place of the one that was shown. */
  readonly deviceToken?: DeviceToken;
}

/**
 * A sign-in with a trusted device uses its token up and gives the next one. A token used up for longer than an answer can
 * be on its way is in two hands, and nobody can tell which are the holder's: the device is trusted no more.
 */
export function useDevice(
  account: Account,
  shown: PresentedDevice | undefined,
  fresh: FreshDeviceToken,
  now: Instant,
): DeviceUse {
  const device = shown && findDevice(account, shown.deviceId);
  if (shown === undefined || device === undefined) return { account, events: [], trusted: false };
  if (!isGood(device, shown.tokenHash, now))
    return { ...revoked(account, device.id, 'reused', now), trusted: false };
  const used = { ...rotated(device, shown.tokenHash, fresh.tokenHash, now), lastUsedAt: now };
  return { account: withDevice(account, used), events: [], trusted: true, deviceToken: fresh.token };
}

/** Noted once a day: a gate asks often. Undefined when there is nothing to note. */
export function deviceSeen(account: Account, id: DeviceId, now: Instant): Account | undefined {
  const device = findDevice(account, id);
  if (device === undefined || now < plus(device.lastUsedAt, DAY)) return undefined;
  return withDevice(account, { ...device, lastUsedAt: now });
}

/** By its holder: a security setting like any other. */
export function revokeDevice(
  account: Account,
  caller: Caller,
  id: DeviceId,
  now: Instant,
): Decision<undefined, StepUpRefusal | 'not-found'> {
  const may = mayWithStepUp(account, caller, now);
  if (!may.ok) return { outcome: may };
  if (findDevice(account, id) === undefined) return { outcome: refuse({ code: 'not-found' }) };
  return { outcome: ok(undefined), change: revoked(account, id, 'holder', now) };
}

function revoked(
  account: Account,
  id: DeviceId,
  reason: Extract<Happening, { kind: 'device-revoked' }>['reason'],
  now: Instant,
): Change {
  const devices = account.devices.filter((device) => device.id !== id);
  const happened: Happening = { kind: 'device-revoked', deviceId: id, reason };
  return changed({ ...account, devices }, `${id}.revoked`, now, happened);
}

function findDevice(account: Account, id: DeviceId): TrustedDevice | undefined {
  return account.devices.find((device) => device.id === id);
}

/** Hashes of 256 random bits: how long a comparison takes tells nothing of the token. */
function isGood({ spent, unused }: TrustedDevice, shown: DeviceTokenHash, now: Instant): boolean {
  return unused.includes(shown) || spent.some(({ tokenHash, until }) => tokenHash === shown && now < until);
}

/**
 * A token not used before makes all others the past, for a moment still good. One used before, shown again within that
 * moment, gets another next one beside that of the lost answer: which of them arrived, the next use shows.
 */
function rotated(
  device: TrustedDevice,
  shown: DeviceTokenHash,
  next: DeviceTokenHash,
  now: Instant,
): TrustedDevice {
  const spent = device.spent.filter(({ until }) => now < until);
  if (!device.unused.includes(shown))
    return { ...device, unused: [...device.unused, next].slice(-UNUSED_KEPT), spent };
  const until = plus(now, SPENT_TOKEN_GOOD);
  return { ...device, unused: [next], spent: device.unused.map((tokenHash) => ({ tokenHash, until })) };
}

function withDevice(account: Account, device: TrustedDevice): Account {
  return { ...account, devices: account.devices.map((other) => (other.id === device.id ? device : other)) };
}

function changed(account: Account, id: string, at: Instant, happened: Happening): Change {
  const event: AccountEvent = { id: id as EventId, at, happened };
  return { account, events: [event] };
}
