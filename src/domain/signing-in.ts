import type { Account } from './account.js';
import type { Decision } from './decision.js';
import type { EventId, SessionId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import { ok } from './outcome.js';
import type { Policy } from './policy.js';
import type { Session } from './session.js';

/** An account keeps this many sessions; the oldest make room. */
const SESSIONS_KEPT = 50;

/** IDN-3: the password was right; a session begins. */
export function signIn(
  account: Account,
  ids: { readonly sessionId: SessionId; readonly eventId: EventId },
  now: Instant,
  policy: Policy,
): Decision<{ readonly session: Session; readonly account: Account }, never> {
  const session: Session = {
    id: ids.sessionId,
    createdAt: now,
    expiresAt: plus(now, policy.sessionLifetime),
  };
  const newestFirst = [...account.sessions].sort((a, b) => b.createdAt - a.createdAt);
  const changed: Account = {
    ...account,
    lastSignInAt: now,
    sessions: [...newestFirst.slice(0, SESSIONS_KEPT - 1), session],
  };
  return {
    outcome: ok({ session, account: changed }),
    change: { account: changed, events: [{ id: ids.eventId, at: now, happened: { kind: 'signed-in' } }] },
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
