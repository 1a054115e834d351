import type { EventId } from '../domain/identifiers.js';
import type { Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { signOut as end } from '../domain/signing-in.js';
import { changeAsCaller, type AskedParts } from './change-account.js';

/** Ends the caller's session; its tokens are worth nothing from then on. */
export async function signOut(
  parts: AskedParts,
  caller: Caller,
): Promise<Outcome<undefined, 'unauthenticated'>> {
  const eventId = parts.random.id() as EventId;
  return changeAsCaller(parts, caller, (account, now) => end(account, caller.sessionId, eventId, now));
}
