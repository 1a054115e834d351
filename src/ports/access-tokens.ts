import type { Caller } from '../domain/session.js';
import type { AccountId, AppPasswordId, ChallengeId, GrantId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';

/** The statements this service signs (IDN-5): ES256 JWTs. */
export interface AccessTokens {
  /** Whoever has these can verify what we sign: keys that sign now, did before, or will soon. */
  readonly publicKeys: readonly PublicKey[];
  /** `elevatedUntil` is a claim of a caller with a step-up, `limitedTo` of one that something stands before. */
  issue(caller: Caller, expiresAt: Instant, now: Instant): Promise<string>;
  /** The caller a token speaks for; undefined for anything but a token of ours, of this kind, in its time. */
  read(token: string, now: Instant): Promise<Caller | undefined>;
  /** REC-3: says that recovery succeeded; the account knows whether it was used. */
  issueGrant(grant: GrantClaims, expiresAt: Instant, now: Instant): Promise<string>;
  readGrant(token: string, now: Instant): Promise<GrantClaims | undefined>;
  /** APP-1: opens other systems' mail, messaging, files and devices; no route of ours takes it. */
  issueServices(claims: ServicesClaims, expiresAt: Instant, now: Instant): Promise<string>;
  /** Rides in a call's callback address: says which code the call shall speak, and that we made the call. */
  issueCallTicket(ticket: CallTicket, expiresAt: Instant, now: Instant): Promise<string>;
  readCallTicket(token: string, now: Instant): Promise<CallTicket | undefined>;
}

/** A public JWK (RFC 7517) on P-256; `kid` is its thumbprint (RFC 7638). */
export interface PublicKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}

export interface ServicesClaims {
  readonly accountId: AccountId;
  readonly appPasswordId: AppPasswordId;
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
