import { findChallenge, findContact, type Account, type Change } from './account.js';
import type { Challenge } from './challenge.js';
import { isIn } from './contact.js';
import { withFullSession } from './full-session.js';
import type { ChallengeId, DeviceId, EventId } from './identifiers.js';
import type { Instant } from './instant.js';
import { ok, refuse, type Outcome } from './outcome.js';
import type { Policy } from './policy.js';
import type { Caller } from './session.js';
import type { DeviceToken, FreshDeviceToken } from './trusted-device.js';
import { trustDevice } from './trusting-devices.js';

/** DEV-1: the holder wants the device to be trusted once the code is right. */
export interface DeviceWish {
  readonly id: DeviceId;
  readonly name?: string | undefined;
  readonly fresh: FreshDeviceToken;
}

/** TSV-1: before the code after the password no other code is taken but that of a replacement ("I don't have any of these"). */
export function mayAnswer(
  account: Account,
  caller: Caller,
  challengeId: ChallengeId,
): Outcome<undefined, 'code-required'> {
  if (caller.limitedTo !== 'sign-in') return ok(undefined);
  const challenge = findChallenge(account, challengeId);
  if (challenge === undefined || challenge.purpose === 'sign-in') return ok(undefined);
  const contact = findContact(account, challenge.contactId);
  const replaces = contact !== undefined && isIn(contact, 'pending') && contact.state.replaces === true;
  // A replacement that is done is answered as such.
  return replaces || (challenge.purpose === 'add-contact' && challenge.closed !== undefined)
    ? ok(undefined)
    : refuse({ code: 'code-required' });
}

export interface AfterProof extends Change {
  readonly deviceToken?: DeviceToken;
}

/**
 * What a right code brings beside what its purpose is good for: who was only let in to confirm, or to give the code after
 * the password, is in (CNF-4, TSV-1), and the device is trusted if that was wanted (DEV-1).
 */
export function afterProof(
  { account, events }: Change,
  challenge: Challenge,
  caller: Caller,
  wish: DeviceWish | undefined,
  now: Instant,
  policy: Policy,
): AfterProof {
  const signsIn = challenge.purpose === 'sign-in';
  const full =
    signsIn || caller.limitedTo === 'confirmation'
      ? withFullSession(account, caller.sessionId, now, policy)
      : account;
  const signedIn: Account = signsIn ? { ...full, lastSignInAt: now } : full;
  const id = `${challenge.id}.signed-in` as EventId;
  const told = signsIn ? [...events, { id, at: now, happened: { kind: 'signed-in' } } as const] : events;
  if (wish === undefined || !mayTrust(signedIn, challenge, caller))
    return { account: signedIn, events: told };
  const trusted = trustDevice(signedIn, wish, now);
  return {
    account: trusted.account,
    events: [...told, ...trusted.events],
    deviceToken: wish.fresh.token,
  };
}

/** Not by a code that leads to a new password or cancels, and not by one that has just opened a window. */
function mayTrust({ protection }: Account, { purpose }: Challenge, { limitedTo }: Caller): boolean {
  if (protection.kind === 'protected' || limitedTo === 'new-password') return false;
  switch (purpose) {
    case 'add-contact':
    case 'step-up':
    case 'sign-in':
    case 'confirm':
      return true;
    case 'recover':
    case 'cancel-protection':
      return false;
  }
}
