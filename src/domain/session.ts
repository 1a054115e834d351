import type { AccountId, ContactId, SessionId } from './identifiers.js';
import type { Instant } from './instant.js';

/** One sign-in, kept with its account so that ending it is one row less. */
export interface Session {
  readonly id: SessionId;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** Whoever a token speaks for. Only the account itself says whether the session still lives. */
export interface Caller {
  readonly accountId: AccountId;
  readonly sessionId: SessionId;
  /** All that the token is good for; anything when unset. */
  readonly limitedTo?: SessionLimit;
  readonly elevation?: Elevation;
  /** TSV-1: when the code after the password was given, in the token that it gave. A system at the gates may ask for it. */
  readonly codeAt?: Instant;
  /** Of a session that began with the account system outside: it has no row of ours. */
  readonly outside?: OutsideSession;
}

export interface OutsideSession {
  /** When somebody signed in there, as far as it says so. */
  readonly since: Instant;
  /** When what they came with ends. */
  readonly until?: Instant;
}

/**
 * CNF-1: contacts, challenges and skipping. REP-4: challenges, for the way to a new password. TSV-1: challenges, for the
 * code after the password, and replacing where no code can be had.
 */
export type SessionLimit = 'confirmation' | 'new-password' | 'sign-in';

/** A step-up: until when, and which contact's code gave it (RMV-4). */
export interface Elevation {
  readonly until: Instant;
  readonly by: ContactId;
}

export function isElevated(
  caller: Caller,
  now: Instant,
): caller is Caller & { readonly elevation: Elevation } {
  return caller.elevation !== undefined && now < caller.elevation.until;
}
