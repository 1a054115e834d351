import type { Account } from '../domain/account.js';
import { earlier, plus, type Instant } from '../domain/instant.js';
import type { Caller } from '../domain/session.js';
import type { Parts } from './parts.js';

/**
 * Another token for the session that the caller has, without the limit that it may have begun with. It ends with the
 * session; one from outside has no row of ours to end it, so its token lasts as long as a step-up, and no longer than theirs.
 */
export function sessionToken(
  { policy, tokens }: Pick<Parts, 'policy' | 'tokens'>,
  account: Account,
  { accountId, outside, sessionId }: Caller,
  { codeAt, elevation }: Pick<Caller, 'codeAt' | 'elevation'>,
  now: Instant,
): Promise<string> {
  const session = {
    accountId,
    sessionId,
    ...(outside === undefined ? {} : { outside }),
    ...(elevation === undefined ? {} : { elevation }),
    ...(codeAt === undefined ? {} : { codeAt }),
  };
  const row = account.sessions.find(({ id }) => id === sessionId);
  const ownEnd = elevation?.until ?? plus(now, policy.stepUpLifetime);
  const expiresAt =
    outside === undefined ? (row?.expiresAt ?? now) : earlier(ownEnd, outside.until ?? ownEnd);
  return tokens.issue(session, expiresAt, now);
}
