import type { ContactId, EventId, GrantId } from './identifiers.js';
import type { Instant } from './instant.js';

/** REP-4, RMV-5: somebody else may know the password; a new one is set before anybody signs in again. */
export interface NewPasswordNeed {
  readonly since: Instant;
  /** Whose code leads to the new password. None that the other person may have brought along. */
  readonly by: readonly ContactId[];
  /** Whose codes set the password that was repudiated. Missing otherwise, and in rows of 0.2. */
  readonly suspects?: readonly ContactId[];
}

/** Recovery succeeded; good for one new password. */
export interface RecoveryGrant {
  readonly id: GrantId;
  readonly expiresAt: Instant;
  /** Whose codes gave it. Missing in rows of 0.2. */
  readonly by?: readonly ContactId[];
  /** The saved code was one of the proofs (REC-5). */
  readonly bySavedCode?: true;
}

/** A new password: what a notice's "this wasn't me" undoes (REC-4). */
export interface PasswordChange {
  readonly eventId: EventId;
  readonly at: Instant;
  /** Whose codes led to it. */
  readonly by: readonly ContactId[];
}

/** The last one, and those before it: a second new password must not take away the way back from the first. */
export interface LastPasswordChange extends PasswordChange {
  readonly earlier: readonly PasswordChange[];
}
