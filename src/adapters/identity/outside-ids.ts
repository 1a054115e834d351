import { createHash, createHmac } from 'node:crypto';
import type { AccountId, SessionId } from '../../domain/identifiers.js';
import type { KeyRing } from '../keys/key-ring.js';

/** What every table key, flow and token takes as it is; `h.` is kept for what it doesn't. */
const VERBATIM = /^(?!h\.)[A-Za-z0-9._~|@:+=-]{1,64}$/;

/** The provider's own name of an account, verbatim where it can be one of ours, and else its digest. */
export function accountIdOf(claim: string): AccountId {
  if (VERBATIM.test(claim)) return claim as AccountId;
  return `h.${createHash('sha256').update(claim).digest('base64url')}` as AccountId;
}

/** Names sessions that have no row of ours: the same parts, the same session, and nobody can tell the parts from it. */
export function createOutsideSessionIds({ hash }: Pick<KeyRing, 'hash'>) {
  const secret = Buffer.from(hash.secret, 'base64url');
  return (...parts: readonly string[]): SessionId =>
    createHmac('sha256', secret)
      .update(`outside-session\0${JSON.stringify(parts)}`)
      .digest('base64url')
      .slice(0, 22) as SessionId;
}
