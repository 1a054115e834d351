import type { Account } from './account.js';
import type { Decision } from './decision.js';
import { plus, type Instant } from './instant.js';
import { ok } from './outcome.js';
import type { Policy } from './policy.js';
import type { Caller } from './session.js';
import { passPassword, type SignInStop, type SigningInIds } from './signing-in.js';
import type { PresentedDevice } from './trusted-device.js';
import { deviceSeen, deviceStanding } from './trusting-devices.js';

/** What another system says of a sign-in of its own (IDN-4). */
export interface OutsideSignIn {
  readonly device: PresentedDevice | undefined;
  /** Whom the token speaks for that the code after the password gave. */
  readonly proof: Caller | undefined;
  /** The sign-in before this one, as that system knows it. */
  readonly lastSignInAt: Instant | undefined;
}

export interface GatePassing {
  readonly stop: SignInStop | undefined;
}

/**
 * IDN-4: the password was right elsewhere; what stands before the sign-in is the same as here. A device's token stays as it
 * is: whether the next one would reach the device is not ours to know. So a used-up token just doesn't count.
 */
export function passGate(
  account: Account,
  { device, lastSignInAt, proof }: OutsideSignIn,
  ids: Omit<SigningInIds, 'sessionId'>,
  now: Instant,
  policy: Policy,
): Decision<GatePassing, never> {
  const isTrusted = device !== undefined && deviceStanding(account, device, now) === 'trusted';
  const seen = (isTrusted ? deviceSeen(account, device.deviceId, now) : undefined) ?? account;
  const hasCode = isFreshCode(account, proof, now, policy);
  const before = hasCode ? now : unlessAskedFor(account, lastSignInAt, now);
  const sign = { proven: isTrusted || hasCode, lastSignInAt: before };
  const { stop, account: passed, events } = passPassword(seen, sign, ids, now, policy);
  const asked = stop === 'confirmation' && lastSignInAt !== undefined;
  const changed: Account = asked ? { ...passed, absenceAskedFor: lastSignInAt } : passed;
  return { outcome: ok({ stop }), change: { account: changed, events } };
}

/** An absence is asked about once: the sign-in that goes on after the answer is the one that began with the question. */
function unlessAskedFor(
  { absenceAskedFor }: Account,
  lastSignInAt: Instant | undefined,
  now: Instant,
): Instant | undefined {
  const isAnswered =
    lastSignInAt !== undefined && absenceAskedFor !== undefined && lastSignInAt <= absenceAskedFor;
  return isAnswered ? now : lastSignInAt;
}

/** No older than a step-up may be, and not from before everything was ended. */
function isFreshCode(account: Account, proof: Caller | undefined, now: Instant, policy: Policy): boolean {
  if (proof?.codeAt === undefined || proof.accountId !== account.id) return false;
  const { sessionsEndedAt } = account;
  const lives = sessionsEndedAt === undefined || proof.codeAt > sessionsEndedAt;
  return lives && now < plus(proof.codeAt, policy.stepUpLifetime);
}
