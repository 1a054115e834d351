import type { Account, Change } from './account.js';
import type { AccountEvent, Happening } from './account-event.js';
import { askAtSignIn } from './confirming.js';
import type { Decision } from './decision.js';
import type { DeadlineId, EventId, SessionId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import { ok } from './outcome.js';
import type { Policy } from './policy.js';
import type { Session, SessionLimit } from './session.js';
import type { DeviceToken, FreshDeviceToken, PresentedDevice } from './trusted-device.js';
import { useDevice } from './trusting-devices.js';
import { twoStepAsks } from './two-step.js';

/** An account keeps this many sessions; the oldest make room. */
const SESSIONS_KEPT = 50;

export interface SigningInIds {
  readonly sessionId: SessionId;
  readonly eventId: EventId;
  readonly deadlineId: DeadlineId;
}

/** What stands between the right password and a session that is good for everything. */
export type SignInStop = SessionLimit | 'device';

/** What is known of a sign-in beside that the password was right. */
export interface SignInProof {
  /** By a trusted device or a code given just now. */
  readonly proven: boolean;
  /** The sign-in before this one, where somebody else knows better. */
  readonly lastSignInAt?: Instant | undefined;
}

/** How far the right password goes. */
export interface Passing extends Change {
  readonly stop: SignInStop | undefined;
}

/**
 * Whoever knows the password, here or at another system: a new password comes first (REP-4), then a code or a trusted device
 * (TSV-1), then the question whether a code can be received (CNF-1, CNF-4). Only whoever gets past the code has signed in.
 */
export function passPassword(
  account: Account,
  { lastSignInAt, proven }: SignInProof,
  ids: Omit<SigningInIds, 'sessionId'>,
  now: Instant,
  policy: Policy,
): Passing {
  const event = (happened: Happening): AccountEvent => ({ id: ids.eventId, at: now, happened });
  const signedIn = event({ kind: 'signed-in' });
  if (account.newPassword !== undefined)
    return { stop: 'new-password', account: { ...account, lastSignInAt: now }, events: [signedIn] };
  const wanted = twoStepAsks(account, proven);
  if (wanted !== undefined) {
    const stop = wanted === 'code' ? 'sign-in' : 'device';
    return { stop, account, events: [event({ kind: 'sign-in-stopped', wanted })] };
  }
  const before = lastSignInAt === undefined ? account : { ...account, lastSignInAt };
  const asking = askAtSignIn(before, ids, now, policy);
  const asked = asking.standing === 'noticed' || asking.standing === 'overdue';
  return {
    stop: asked ? 'confirmation' : undefined,
    account: { ...asking.account, lastSignInAt: now },
    events: [signedIn, ...asking.events],
  };
}

/** A trusted device, if one was shown, and the token that would come in place of the shown one. */
export interface ShownDevice {
  readonly shown: PresentedDevice | undefined;
  readonly fresh: FreshDeviceToken;
}

export interface Begun {
  /** None where only a trusted device opens. */
  readonly session?: Session;
  readonly limitedTo?: SessionLimit;
  /** DEV-1: in place of the one that was shown. */
  readonly deviceToken?: DeviceToken;
}

/** IDN-3: the password was right; a session begins, a limited one where something stands before it. */
export function signIn(
  account: Account,
  { fresh, shown }: ShownDevice,
  ids: SigningInIds,
  now: Instant,
  policy: Policy,
): Decision<Begun, never> {
  const used = useDevice(account, shown, fresh, now);
  const passing = passPassword(used.account, { proven: used.trusted }, ids, now, policy);
  const events = [...used.events, ...passing.events];
  const next = used.deviceToken === undefined ? {} : { deviceToken: used.deviceToken };
  const { stop } = passing;
  if (stop === 'device') return { outcome: ok(next), change: { account: passing.account, events } };

  const lifetime = stop === undefined ? policy.sessionLifetime : policy.limitedSessionLifetime;
  const session: Session = { id: ids.sessionId, createdAt: now, expiresAt: plus(now, lifetime) };
  const newestFirst = [...passing.account.sessions].sort((a, b) => b.createdAt - a.createdAt);
  const sessions = [...newestFirst.slice(0, SESSIONS_KEPT - 1), session];
  return {
    outcome: ok({ session, ...(stop === undefined ? {} : { limitedTo: stop }), ...next }),
    change: { account: { ...passing.account, sessions }, events },
  };
}

export function signOut(
  account: Account,
  sessionId: SessionId,
  eventId: EventId,
  now: Instant,
): Decision<undefined, never> {
  const changed: Account = { ...account, sessions: account.sessions.filter(({ id }) => id !== sessionId) };
  const events = [{ id: eventId, at: now, happened: { kind: 'signed-out' } }] as const;
  return { outcome: ok(undefined), change: { account: changed, events } };
}
