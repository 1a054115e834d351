import type { AddressFingerprint } from '../domain/contact-address.js';
import type { ChallengeId, RecoveryId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';

/** A recovery that somebody started for a sign-in name, whether there is an account or not (REC-1). */
export interface RecoveryTicket {
  /** Of the sign-in name. */
  readonly name: AddressFingerprint;
  readonly id: RecoveryId;
  readonly startedAt: Instant;
}

/** One challenge of a recovery. */
export interface ChallengeTicket {
  readonly name: AddressFingerprint;
  readonly challengeId: ChallengeId;
  /** It stands with the name's shadow account: no code ever proves it. */
  readonly inShadow: boolean;
}

/** What those who are not signed in hold in their hands: sealed, so that it tells nothing, not even by its length. */
export interface RecoveryTickets {
  sealRecovery(ticket: RecoveryTicket): string;
  /** Undefined for anything that is no ticket of ours. */
  openRecovery(sealed: string): RecoveryTicket | undefined;
  sealChallenge(ticket: ChallengeTicket): string;
  openChallenge(sealed: string): ChallengeTicket | undefined;
}
