import { z } from 'zod';
import type { OidcProvider } from './adapters/identity/oidc-identity.js';
import { isSafeAddress } from './adapters/identity/provider-keys.js';
import { SECOND } from './domain/instant.js';

/** Where accounts and sign-in are (IDN-1 to IDN-3). */
export type IdentityConfig =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'oidc'; readonly provider: OidcProvider; readonly page: PageClient | undefined }
  | { readonly kind: 'app-service'; readonly nameClaim: string; readonly loginProvider: string };

/** The page as a client of the provider's, which asks it for tokens of its holder. */
export interface PageClient {
  readonly id: string;
  readonly scope: string;
  /** More to ask with, as a query: whose token it is to be, where the scope doesn't say. */
  readonly parameters: string;
  readonly sends: 'access-token' | 'id-token';
}

/** Signatures that only the provider can make: none, and nothing with a shared secret, is not among them. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

const address = z.string().refine(isSafeAddress, 'https://…; plain http only to this machine');
/** Its origin becomes part of the page's policy, all of it part of the page; with more than a path it is no issuer (OIDC Discovery §3). */
const issuer = address.refine(
  isPlain,
  'no name, password, query or fragment, and letters, digits, “.” and “-” in its host',
);
const claim = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'the name of a claim')
  .optional();
/** What the page says itself, which a second one would take the place of; and what proves a client, for everybody to read. */
const NOT_TO_ADD = [
  ...['client_id', 'code', 'code_challenge', 'code_challenge_method', 'code_verifier', 'grant_type', 'nonce'],
  ...['redirect_uri', 'request', 'request_uri', 'response_mode', 'response_type', 'scope', 'state'],
  ...['client_assertion', 'client_assertion_type', 'client_secret'],
];
const mayAdd = (query: string) =>
  [...new URLSearchParams(query).keys()].every((name) => name !== '' && !NOT_TO_ADD.includes(name));

const skew = 'a whole number from 0 to 300';

export const identitySettings = {
  IDENTITY: z.enum(['embedded', 'oidc', 'app-service'], 'embedded, oidc or app-service').default('embedded'),
  OIDC_ISSUER: issuer.optional(),
  OIDC_AUDIENCE: z.string().min(1, 'what its tokens have in "aud" when they are for us').optional(),
  OIDC_JWKS_URI: address.optional(),
  OIDC_ALGORITHMS: z
    .string()
    .default('RS256,PS256,ES256,EdDSA')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .refine((names) => names.every((name) => ALGORITHMS.includes(name)), `of ${ALGORITHMS.join(',')}`),
  OIDC_ACCOUNT_CLAIM: claim,
  OIDC_NAME_CLAIM: claim,
  OIDC_SERVICE_CLAIM: claim,
  OIDC_SERVICE_ROLE: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'a role without blanks')
    .default('security-info.gate'),
  OIDC_CLOCK_SKEW_SECONDS: z
    .string()
    .regex(/^\d{1,3}$/, skew)
    .transform(Number)
    .refine((seconds) => seconds <= 300, skew)
    .default(30),
  OIDC_PAGE_CLIENT_ID: z
    .string()
    .regex(/^[\x20-\x7e]{1,200}$/, 'the id that the provider gave the page')
    .optional(),
  OIDC_PAGE_SCOPE: z
    .string()
    .regex(
      /^(?:[\x21\x23-\x5b\x5d-\x7e]+ )*openid(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/,
      'scopes with openid among them',
    )
    .default('openid'),
  OIDC_PAGE_PARAMETERS: z
    .string()
    .refine(
      mayAdd,
      'name=value&name=value, none that the page sets itself, and no secret: everybody reads it',
    )
    .default(''),
  APP_SERVICE_PROVIDER: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'as in /.auth/login/…: aad, google, apple, github, or the name of your own')
    .default('aad'),
  WEBSITE_AUTH_ENABLED: z.string().optional(),
};

function isPlain(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hash, hostname, password, search, username } = new URL(address);
  const besides = [hash, password, search, username];
  return besides.every((part) => part === '') && /^(?:[\w.-]+|\[[\da-f:.]+\])$/.test(hostname);
}

type Given = z.infer<z.ZodObject<typeof identitySettings>>;

/**
 * @param isDevelopment a run on somebody's own machine
 * @throws Error that says what to set
 */
export function identityConfig(given: Given, isDevelopment: boolean): IdentityConfig {
  if (given.IDENTITY === 'oidc')
    return { kind: 'oidc', provider: providerOf(given), page: pageClientOf(given) };
  // Half a set-up would leave embedded sign-up open to everybody.
  if (given.OIDC_ISSUER !== undefined || given.OIDC_JWKS_URI !== undefined)
    throw new Error(`OIDC_ISSUER needs IDENTITY=oidc; with ${given.IDENTITY} leave it out.`);
  if (given.IDENTITY === 'embedded') return { kind: 'embedded' };
  if (!isDevelopment && given.WEBSITE_AUTH_ENABLED?.toLowerCase() !== 'true')
    throw new Error(
      'IDENTITY=app-service believes headers that only App Service authentication may set: switch that on first ' +
        '(WEBSITE_AUTH_ENABLED, which it sets, is not True).',
    );
  const { APP_SERVICE_PROVIDER: loginProvider, OIDC_NAME_CLAIM: nameClaim = 'email' } = given;
  return { kind: 'app-service', nameClaim, loginProvider };
}

function providerOf(given: Given): OidcProvider {
  const { OIDC_AUDIENCE: audience, OIDC_ISSUER: issuer } = given;
  if (audience === undefined || issuer === undefined)
    throw new Error('IDENTITY=oidc needs OIDC_ISSUER and OIDC_AUDIENCE (docs/identity.md).');
  return {
    issuer,
    audience,
    jwksUri: given.OIDC_JWKS_URI,
    algorithms: given.OIDC_ALGORITHMS,
    accountClaim: given.OIDC_ACCOUNT_CLAIM ?? 'sub',
    nameClaim: given.OIDC_NAME_CLAIM ?? 'email',
    serviceClaim: given.OIDC_SERVICE_CLAIM ?? 'roles',
    serviceRole: given.OIDC_SERVICE_ROLE,
    clockSkew: given.OIDC_CLOCK_SKEW_SECONDS * SECOND,
  };
}

/** Tokens for the page itself are ID tokens; for anybody else they are access tokens. */
function pageClientOf(given: Given): PageClient | undefined {
  const {
    OIDC_AUDIENCE,
    OIDC_PAGE_CLIENT_ID: id,
    OIDC_PAGE_PARAMETERS: parameters,
    OIDC_PAGE_SCOPE: scope,
  } = given;
  if (id === undefined) return undefined;
  return { id, scope, parameters, sends: id === OIDC_AUDIENCE ? 'id-token' : 'access-token' };
}
