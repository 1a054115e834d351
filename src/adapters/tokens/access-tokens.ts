import { calculateJwkThumbprint, importJWK, jwtVerify, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import type { AccountId, ChallengeId, ContactId, GrantId, SessionId } from '../../domain/identifiers.js';
import { instant, rfc3339, SECOND, type Instant } from '../../domain/instant.js';
import type { Caller } from '../../domain/session.js';
import type { AccessTokens, CallTicket, PublicKey } from '../../ports/access-tokens.js';
import { currentKey, type SigningKey } from '../keys/key-ring.js';

export interface SigningKeys {
  /** Private ES256 JWKs, the newest last: that one signs unless it waits, all verify. */
  readonly keys: readonly SigningKey[];
  /** `iss`: this installation's public address. */
  readonly issuer: string;
}

const AUDIENCE = 'security-info';
const ALGORITHM = 'ES256';
/** One `typ` a kind, so that a statement of one kind never passes for another (RFC 8725 §3.11). */
const SESSION = 'session+jwt';
const CALL = 'call+jwt';
const GRANT = 'recovery-grant+jwt';
const SERVICES = 'services+jwt';

interface Key {
  readonly kid: string;
  readonly shown: PublicKey;
  readonly signs: CryptoKey | Uint8Array;
  readonly verifies: CryptoKey | Uint8Array;
}

/** IDN-5: what the service says of itself, as ES256 JWTs. */
export async function createAccessTokens({ issuer, keys }: SigningKeys): Promise<AccessTokens> {
  const ring = await Promise.all(keys.map(importKey));
  const current = await importKey(currentKey(keys));

  const issue = (
    typ: string,
    claims: JWTPayload,
    subject: string,
    expiresAt: Instant,
    now: Instant,
  ): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ, kid: current.kid })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setSubject(subject)
      .setIssuedAt(Math.floor(now / SECOND))
      .setExpirationTime(Math.floor(expiresAt / SECOND))
      .sign(current.signs);

  const read = async (typ: string, token: string, now: Instant): Promise<JWTPayload | undefined> => {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => verifying(ring, kid), {
        algorithms: [ALGORITHM],
        audience: AUDIENCE,
        currentDate: new Date(now),
        issuer,
        requiredClaims: ['exp', 'iat', 'sub'],
        typ,
      });
      return payload;
    } catch {
      return undefined;
    }
  };

  return {
    publicKeys: ring.map(({ shown }) => shown),
    issue: (caller, expiresAt, now) =>
      issue(SESSION, sessionClaims(caller), caller.accountId, expiresAt, now),
    read: async (token, now) => {
      const payload = await read(SESSION, token, now);
      return payload && callerOf(payload);
    },
    issueGrant: ({ accountId, grantId }, expiresAt, now) =>
      issue(GRANT, { jti: grantId }, accountId, expiresAt, now),
    readGrant: async (token, now) => {
      const { jti, sub } = (await read(GRANT, token, now)) ?? {};
      if (typeof jti !== 'string' || typeof sub !== 'string') return undefined;
      return { accountId: sub as AccountId, grantId: jti as GrantId };
    },
    issueServices: ({ accountId, appPasswordId }, expiresAt, now) =>
      issue(SERVICES, { scope: 'services', apw: appPasswordId }, accountId, expiresAt, now),
    issueCallTicket: ({ accountId, challengeId, send }, expiresAt, now) =>
      issue(CALL, { cid: challengeId, send }, accountId, expiresAt, now),
    readCallTicket: async (token, now) => {
      const payload = await read(CALL, token, now);
      return payload && ticketOf(payload);
    },
  };
}

async function importKey({ d = '', x = '', y = '' }: SigningKey): Promise<Key> {
  const publicJwk = { kty: 'EC', crv: 'P-256', x, y } as const;
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    kid,
    shown: { ...publicJwk, kid, alg: ALGORITHM, use: 'sig' },
    signs: await importJWK({ ...publicJwk, d }, ALGORITHM),
    verifies: await importJWK(publicJwk, ALGORITHM),
  };
}

function verifying(ring: readonly Key[], kid: string | undefined): CryptoKey | Uint8Array {
  const key = ring.find((one) => one.kid === kid);
  if (key === undefined) throw new Error('The token was signed with a key that is not ours.');
  return key.verifies;
}

function sessionClaims({ codeAt, elevation, limitedTo, outside, sessionId }: Caller): JWTPayload {
  const { since, until } = outside ?? {};
  return {
    sid: sessionId,
    ...(limitedTo === undefined ? {} : { limitedTo }),
    ...(elevation === undefined ? {} : { elevatedUntil: rfc3339(elevation.until), elevatedBy: elevation.by }),
    ...(codeAt === undefined ? {} : { codeAt: rfc3339(codeAt) }),
    ...(since === undefined ? {} : { outsideSince: rfc3339(since) }),
    ...(until === undefined ? {} : { outsideUntil: rfc3339(until) }),
  };
}

function callerOf(payload: JWTPayload): Caller | undefined {
  const { codeAt, elevatedBy, elevatedUntil, limitedTo, sid, sub } = payload;
  if (typeof sub !== 'string' || typeof sid !== 'string') return undefined;
  const limit = limitOf(limitedTo);
  if (limit === 'unknown') return undefined;
  const ids = { accountId: sub as AccountId, sessionId: sid as SessionId };
  const code = typeof codeAt === 'string' ? { codeAt: instant(Date.parse(codeAt)) } : {};
  const caller: Caller = { ...ids, ...limit, ...code, ...outsideOf(payload) };
  if (typeof elevatedUntil !== 'string' || typeof elevatedBy !== 'string') return caller;
  return { ...caller, elevation: { until: instant(Date.parse(elevatedUntil)), by: elevatedBy as ContactId } };
}

function outsideOf({ outsideSince, outsideUntil }: JWTPayload): Pick<Caller, 'outside'> {
  if (typeof outsideSince !== 'string') return {};
  const until = typeof outsideUntil === 'string' ? { until: instant(Date.parse(outsideUntil)) } : {};
  return { outside: { since: instant(Date.parse(outsideSince)), ...until } };
}

/** A limit that this version doesn't know must not pass for none. */
function limitOf(claim: unknown): Pick<Caller, 'limitedTo'> | 'unknown' {
  if (claim === undefined) return {};
  return claim === 'confirmation' || claim === 'new-password' || claim === 'sign-in'
    ? { limitedTo: claim }
    : 'unknown';
}

function ticketOf({ cid, send, sub }: JWTPayload): CallTicket | undefined {
  if (typeof sub !== 'string' || typeof cid !== 'string' || typeof send !== 'number') return undefined;
  return { accountId: sub as AccountId, challengeId: cid as ChallengeId, send };
}
