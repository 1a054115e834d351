import { z } from 'zod';
import type { SessionId } from '../../domain/identifiers.js';
import type { Instant } from '../../domain/instant.js';
import type { Identity, OutsideHolder } from '../../ports/outside-identity.js';
import { localeIn, provenNameIn, timeIn } from './outside-claims.js';
import { accountIdOf } from './outside-ids.js';

const PRINCIPAL = 'x-ms-client-principal';
const PRINCIPAL_ID = 'x-ms-client-principal-id';

const principal = z.object({ claims: z.array(z.object({ typ: z.string(), val: z.string() })).default([]) });

/** App Service renames some claims. */
const RENAMED: Readonly<Record<string, string>> = {
  sub: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier',
  email: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  upn: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn',
};

/**
 * IDN-2: App Service authentication stands before the app, has checked who calls, and says so in headers that it lets nobody
 * else set. Without it in front anybody could set them: only configuration can say that it is there.
 */
export function createAppServiceIdentity(
  { nameClaim }: { readonly nameClaim: string },
  sessionIdOf: (...parts: readonly string[]) => SessionId,
): Extract<Identity, { kind: 'app-service' }> {
  return {
    kind: 'app-service',
    readHeaders: (header, now) => {
      const claims = claimsIn(header(PRINCIPAL));
      if (claims === undefined) return undefined;
      const account = header(PRINCIPAL_ID) ?? claims('sub');
      if (account === undefined || account === '') return undefined;
      return holderOf(account, claims, nameClaim, sessionIdOf, now);
    },
  };
}

type Claims = (name: string) => string | undefined;

function holderOf(
  account: string,
  claims: Claims,
  nameClaim: string,
  sessionIdOf: (...parts: readonly string[]) => SessionId,
  now: Instant,
): OutsideHolder {
  const began = claims('auth_time') ?? claims('iat');
  const name = provenNameIn(claims, nameClaim);
  const locale = localeIn(claims('locale'), claims('ui_locales'));
  return {
    accountId: accountIdOf(account),
    sessionId: sessionIdOf(account, claims('sid') ?? began ?? ''),
    // Where the platform doesn't say when they signed in, it alone can end what it began.
    outside: { since: timeIn(began) ?? now },
    ...(name === undefined ? {} : { name }),
    ...(locale === undefined ? {} : { locale }),
  };
}

/** Base64 of JSON. Undefined for what is there and is not that. */
function claimsIn(header: string | null): Claims | undefined {
  if (header === null) return () => undefined;
  const parsed = principal.safeParse(parseJson(Buffer.from(header, 'base64').toString('utf8')));
  if (!parsed.success) return undefined;
  const { claims } = parsed.data;
  return (name) => claims.find(({ typ }) => typ === name || typ === RENAMED[name])?.val;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
