import type { Brand } from './brand.js';

export type AccountId = Brand<string, 'AccountId'>;
export type ContactId = Brand<string, 'ContactId'>;
export type ChallengeId = Brand<string, 'ChallengeId'>;
export type WindowId = Brand<string, 'WindowId'>;
export type DeadlineId = Brand<string, 'DeadlineId'>;
export type GrantId = Brand<string, 'GrantId'>;
export type RemovalId = Brand<string, 'RemovalId'>;
export type SessionId = Brand<string, 'SessionId'>;
export type DeviceId = Brand<string, 'DeviceId'>;
export type AppPasswordId = Brand<string, 'AppPasswordId'>;
/** Names an erasure, so that nothing of it names the account. */
export type ErasureId = Brand<string, 'ErasureId'>;
export type RecoveryId = Brand<string, 'RecoveryId'>;
export type EventId = Brand<string, 'EventId'>;

/** 128 random bits in base64url: what every id of ours looks like. */
export const OPAQUE_ID = /^[A-Za-z0-9_-]{22}$/;
/** What a recovery is known by to whoever started it, and what one of its challenges is: sealed, and all of one length. */
export const RECOVERY_TICKET = /^r\.[A-Za-z0-9_-]{110}$/;
export const CHALLENGE_TICKET = /^rc\.[A-Za-z0-9_-]{103}$/;
