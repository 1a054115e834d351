import type { Caller } from '../domain/session.js';
import type { AccountId, ChallengeId, GrantId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';

/** The statements this service signs (IDN-5): ES256 JWTs. */
export interface AccessTokens {
  /** `elevatedUntil` is a claim of a caller with a step-up, `limitedTo` of one that something stands before. */
  issue(caller: Caller, expiresAt: Instant, now: Instant): Promise<string>;
  /** The caller a token speaks for; undefined for anything but a token of ours, of this kind, in its time. */
  read(token: string, now: Instant): Promise<Caller | undefined>;
  /** REC-3: says that recovery succeeded; the account knows whether it was used. */
  issueGrant(grant: GrantClaims, expiresAt: Instant, now: Instant): Promise<string>;
  readGrant(token: string, now: Instant): Promise<GrantClaims | undefined>;
  /** Rides in a call's callback address: says which code the call shall speak, and that we made the call. */
  issueCallTicket(ticket: CallTicket, expiresAt: Instant, now: Instant): Promise<string>;
  readCallTicket(token: string, now: Instant): Promise<CallTicket | undefined>;
}

export interface GrantClaims {
  readonly accountId: AccountId;
  readonly grantId: GrantId;
}

export interface CallTicket {
  readonly accountId: AccountId;
  readonly challengeId: ChallengeId;
  /** Which of the challenge's codes: 1 for the first. */
  readonly send: number;
}
