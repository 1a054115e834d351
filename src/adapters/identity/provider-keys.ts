import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { MINUTE, SECOND } from '../../domain/instant.js';
import { Unavailable } from '../../ports/unavailable.js';

export interface KeySource {
  readonly issuer: string;
  readonly jwksUri: string | undefined;
}

/** Somebody waits. */
const TIMEOUT = 5 * SECOND;
/** A key that the provider took out of its JWKS is good for this long at most. */
const KEPT = 10 * MINUTE;
/** Keys that are not known are looked for at most this often: anybody can name one. */
const LOOKED_FOR_EVERY = 5 * SECOND;

/** https, or this machine. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, protocol } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The provider's keys, fetched when they are first needed and again when a new one shows up.
 *
 * @returns throws `Unavailable` when the provider doesn't answer; jose's own errors when it does and has no such key
 */
export function createProviderKeys({ issuer, jwksUri }: KeySource): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  const keysAt = (address: string): JWTVerifyGetKey =>
    createRemoteJWKSet(new URL(address), {
      cacheMaxAge: KEPT,
      cooldownDuration: LOOKED_FOR_EVERY,
      timeoutDuration: TIMEOUT,
    });
  const find = async (): Promise<JWTVerifyGetKey> => keysAt(jwksUri ?? (await discover(issuer)));
  return async (header, token) => {
    try {
      found ??= find();
      const keys = await found.catch((error: unknown) => {
        found = undefined;
        throw error;
      });
      return await keys(header, token);
    } catch (error) {
      if (isAnswered(error)) throw error;
      throw new Unavailable('identity provider', { cause: new Error('its keys could not be had') });
    }
  };
}

/** The provider's keys are here, and none of them is the one. */
function isAnswered(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

const metadata = z.object({ issuer: z.string(), jwks_uri: z.string().refine(isSafeAddress) });

/** OpenID Connect Discovery §4: the document must name the issuer that it was found under. */
async function discover(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  const found = metadata.parse(await response.json());
  if (found.issuer !== issuer) throw new Error('it names another issuer');
  return found.jwks_uri;
}
