import type { Account } from './account.js';
import type { SessionId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import type { Policy } from './policy.js';

/** A session that began with a limit, and lasts as long as any other now that the limit is gone. */
export function withFullSession(account: Account, id: SessionId, now: Instant, policy: Policy): Account {
  const expiresAt = plus(now, policy.sessionLifetime);
  return {
    ...account,
    sessions: account.sessions.map((session) => (session.id === id ? { ...session, expiresAt } : session)),
  };
}
