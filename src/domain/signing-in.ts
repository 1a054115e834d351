import type { Account } from './account.js';
import { askAtSignIn } from './confirming.js';
import type { Decision } from './decision.js';
import type { DeadlineId, EventId, SessionId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import { ok } from './outcome.js';
import type { Policy } from './policy.js';
import type { Session, SessionLimit } from './session.js';

/** An account keeps this many sessions; the oldest make room. */
const SESSIONS_KEPT = 50;

export interface SigningInIds {
  readonly sessionId: SessionId;
  readonly eventId: EventId;
  readonly deadlineId: DeadlineId;
}

export interface Begun {
  readonly session: Session;
  readonly limitedTo?: SessionLimit;
}

/**
 * IDN-3: the password was right; a session begins. A limited one where something stands before it: a new password
 * (REP-4), or the question whether a code can be received (CNF-1, CNF-4).
 */
export function signIn(
  account: Account,
  ids: SigningInIds,
  now: Instant,
  policy: Policy,
): Decision<Begun, never> {
  const needsPassword = account.newPassword !== undefined;
  const asking = askAtSignIn(account, ids, now, policy);
  const asked = asking.standing === 'noticed' || asking.standing === 'overdue';
  const limitedTo = needsPassword ? 'new-password' : asked ? 'confirmation' : undefined;
  const lifetime = limitedTo === undefined ? policy.sessionLifetime : policy.limitedSessionLifetime;
  const session: Session = { id: ids.sessionId, createdAt: now, expiresAt: plus(now, lifetime) };
  const before = needsPassword ? account : asking.account;
  const newestFirst = [...before.sessions].sort((a, b) => b.createdAt - a.createdAt);
  const changed: Account = {
    ...before,
    lastSignInAt: now,
    sessions: [...newestFirst.slice(0, SESSIONS_KEPT - 1), session],
  };
  const signedIn = { id: ids.eventId, at: now, happened: { kind: 'signed-in' } } as const;
  return {
    outcome: ok({ session, ...(limitedTo === undefined ? {} : { limitedTo }) }),
    change: { account: changed, events: [signedIn, ...(needsPassword ? [] : asking.events)] },
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
