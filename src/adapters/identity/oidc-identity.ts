import { decodeJwt, jwtVerify, type JWTPayload } from 'jose';
import type { SessionId } from '../../domain/identifiers.js';
import { earlier, SECOND, type Instant, type Milliseconds } from '../../domain/instant.js';
import type { Identity, OutsideParty } from '../../ports/outside-identity.js';
import { Unavailable } from '../../ports/unavailable.js';
import { localeIn, provenNameIn, timeIn } from './outside-claims.js';
import { accountIdOf } from './outside-ids.js';
import { createProviderKeys } from './provider-keys.js';

export interface OidcProvider {
  /** Exactly as its tokens have it in `iss`. */
  readonly issuer: string;
  readonly audience: string;
  /** Found through the issuer's discovery document without it. */
  readonly jwksUri: string | undefined;
  /** JWS algorithms, none of them symmetric. */
  readonly algorithms: readonly string[];
  readonly accountClaim: string;
  readonly nameClaim: string;
  /** Whoever has this role in this claim is a service and no holder (IDN-4). */
  readonly serviceClaim: string;
  readonly serviceRole: string;
  readonly clockSkew: Milliseconds;
}

/** IDN-1: an account system that speaks OpenID Connect, or any that signs JWTs and shows its JWKS. */
export function createOidcIdentity(
  provider: OidcProvider,
  sessionIdOf: (...parts: readonly string[]) => SessionId,
): Extract<Identity, { kind: 'oidc' }> {
  const keys = createProviderKeys(provider);
  const { algorithms, audience, clockSkew, issuer } = provider;
  const read = async (token: string, now: Instant): Promise<JWTPayload | undefined> => {
    // Nobody makes us ask the provider for keys with what doesn't even claim to be the provider's.
    if (claimedIssuer(token) !== issuer) return undefined;
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: [...algorithms],
        audience,
        clockTolerance: Math.floor(clockSkew / SECOND),
        currentDate: new Date(now),
        issuer,
        requiredClaims: ['exp', 'iat'],
      });
      return payload;
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      return undefined;
    }
  };
  return {
    kind: 'oidc',
    readToken: async (token, now) => {
      const payload = await read(token, now);
      return payload && partyOf(payload, provider, sessionIdOf);
    },
  };
}

function claimedIssuer(token: string): unknown {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function partyOf(
  payload: JWTPayload,
  { accountClaim, nameClaim, serviceClaim, serviceRole }: OidcProvider,
  sessionIdOf: (...parts: readonly string[]) => SessionId,
): OutsideParty | undefined {
  if (rolesIn(payload[serviceClaim]).includes(serviceRole)) return { kind: 'service' };
  const account = payload[accountClaim];
  const issued = timeIn(payload.iat);
  // A refreshed token is issued anew, but its session began when somebody signed in: before that in any case.
  const since = issued && earlier(timeIn(payload['auth_time']) ?? issued, issued);
  const until = timeIn(payload.exp);
  if (typeof account !== 'string' || account === '' || since === undefined || until === undefined)
    return undefined;
  const name = provenNameIn((claim) => payload[claim], nameClaim);
  const locale = localeIn(payload['locale'], payload['ui_locales']);
  return {
    kind: 'holder',
    accountId: accountIdOf(account),
    sessionId: sessionIdOf(account, ...sessionParts(payload)),
    outside: { since, until },
    ...(name === undefined ? {} : { name }),
    ...(locale === undefined ? {} : { locale }),
  };
}

function sessionParts({ iat, jti, sid }: JWTPayload): readonly string[] {
  if (typeof sid === 'string') return ['sid', sid];
  return typeof jti === 'string' ? ['jti', jti] : ['iat', String(iat)];
}

/** A list, or a text with blanks as `scope` is (RFC 8693 §4.2). */
function rolesIn(claim: unknown): readonly unknown[] {
  if (Array.isArray(claim)) return claim;
  return typeof claim === 'string' ? claim.split(' ') : [];
}
