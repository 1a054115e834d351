import { z } from 'zod';
import type { OidcProvider } from './adapters/identity/oidc-identity.js';
import { isSafeAddress } from './adapters/identity/provider-keys.js';
import { SECOND } from './domain/instant.js';

/** Where accounts and sign-in are (IDN-1 to IDN-3). */
export type IdentityConfig =
  | { readonly kind: 'embedded' }
  | { readonly kind: 'oidc'; readonly provider: OidcProvider }
  | { readonly kind: 'app-service'; readonly nameClaim: string };

/** Signatures that only the provider can make: none, and nothing with a shared secret, is not among them. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

const address = z.string().refine(isSafeAddress, 'https://…; plain http only to this machine');
const claim = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'the name of a claim')
  .optional();
const skew = 'a whole number from 0 to 300';

export const identitySettings = {
  IDENTITY: z.enum(['embedded', 'oidc', 'app-service'], 'embedded, oidc or app-service').default('embedded'),
  OIDC_ISSUER: address.optional(),
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
  WEBSITE_AUTH_ENABLED: z.string().optional(),
};

type Given = z.infer<z.ZodObject<typeof identitySettings>>;

/**
 * @param isDevelopment a run on somebody's own machine
 * @throws Error that says what to set
 */
export function identityConfig(given: Given, isDevelopment: boolean): IdentityConfig {
  if (given.IDENTITY === 'oidc') return { kind: 'oidc', provider: providerOf(given) };
  // Half a set-up would leave embedded sign-up open to everybody.
  if (given.OIDC_ISSUER !== undefined || given.OIDC_JWKS_URI !== undefined)
    throw new Error(`OIDC_ISSUER needs IDENTITY=oidc; with ${given.IDENTITY} leave it out.`);
  if (given.IDENTITY === 'embedded') return { kind: 'embedded' };
  if (!isDevelopment && given.WEBSITE_AUTH_ENABLED?.toLowerCase() !== 'true')
    throw new Error(
      'IDENTITY=app-service believes headers that only App Service authentication may set: switch that on first ' +
        '(WEBSITE_AUTH_ENABLED, which it sets, is not True).',
    );
  return { kind: 'app-service', nameClaim: given.OIDC_NAME_CLAIM ?? 'email' };
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
