import * as oauth from 'oauth4webapi';
import type { OidcSetUp, ProviderClient } from '../api/set-up.js';
import type { Trouble } from './trouble.js';

const PATIENCE = 20_000;
/** This browser's clock may be far off. How fresh a token is, its nonce says here and its times say to the service. */
const CLOCK_TOLERANCE_SECONDS = 86_400;

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the service takes an issuer without TLS on its own machine only
const withoutTls: typeof oauth.allowInsecureRequests = oauth.allowInsecureRequests;

/** What the provider was asked with; the answer has to fit. */
export interface Question {
  /** Whoever is signed in there had to show again who they are. */
  readonly isAnew: boolean;
  readonly nonce: string;
  readonly state: string;
  readonly verifier: string;
}

/** What came of signing in there. */
interface SignedInThere {
  readonly signInName: string;
  readonly token: string;
  readonly signOutThere?: string;
}

/**
 * Where to go to sign in (authorization code with PKCE, RFC 7636).
 *
 * @param isAnew whoever is signed in there has to show again who they are
 */
export async function askProvider(
  oidc: OidcSetUp,
  isAnew: boolean,
): Promise<{ readonly address: URL; readonly question: Question } | Trouble> {
  try {
    const { client, server } = await meet(oidc);
    if (server.authorization_endpoint === undefined) return 'failed';
    const [nonce, state, verifier] = [
      oauth.generateRandomNonce(),
      oauth.generateRandomState(),
      oauth.generateRandomCodeVerifier(),
    ];
    const address = new URL(server.authorization_endpoint);
    const parameters = {
      ...Object.fromEntries(new URLSearchParams(client.parameters)),
      ...(isAnew ? { prompt: 'login' } : {}),
      client_id: client.id,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      nonce,
      redirect_uri: redirectUri(),
      response_type: 'code',
      scope: client.scope,
      state,
    };
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    return { address, question: { isAnew, nonce, state, verifier } };
  } catch (error) {
    return troubleOf(error);
  }
}

/** Takes the provider's answer; one that does not fit the question is worth nothing. */
export async function hearProvider(
  oidc: OidcSetUp,
  answer: URLSearchParams,
  { nonce, state, verifier }: Question,
): Promise<SignedInThere | Trouble> {
  try {
    const { client, options, server } = await meet(oidc);
    const us = { client_id: client.id, [oauth.clockTolerance]: CLOCK_TOLERANCE_SECONDS };
    const right = oauth.validateAuthResponse(server, us, answer, state);
    const response = await oauth.authorizationCodeGrantRequest(
      ...([server, us, oauth.None(), right, redirectUri(), verifier] as const),
      { ...options, additionalParameters: new URLSearchParams(client.parameters) },
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, us, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    const { access_token: accessToken, id_token: idToken = '' } = tokens;
    return {
      signInName: nameIn(oauth.getValidatedIdTokenClaims(tokens) ?? {}, oidc.nameClaim),
      token: client.sends === 'id-token' ? idToken : accessToken,
      ...signOutThere(server, client, idToken),
    };
  } catch (error) {
    return troubleOf(error);
  }
}

interface Met {
  readonly client: ProviderClient;
  readonly server: oauth.AuthorizationServer;
  readonly options: { readonly signal: AbortSignal; readonly [withoutTls]: boolean };
}

async function meet({ client, issuer }: OidcSetUp): Promise<Met> {
  if (client === undefined) throw new Error('this page is no client of the provider');
  const options = { signal: AbortSignal.timeout(PATIENCE), [withoutTls]: issuer.startsWith('http:') };
  const found = await oauth.discoveryRequest(new URL(issuer), options);
  const server = await oauth.processDiscoveryResponse(new URL(issuer), found);
  // A slash more is the same address, and another `iss`: the service would take none of its tokens.
  if (server.issuer !== issuer) throw new Error(`the provider calls itself ${server.issuer}`);
  // The page's policy lets it ask nobody else: told before anybody goes there in vain.
  const { origin } = new URL(server.token_endpoint ?? '', issuer);
  if (origin !== new URL(issuer).origin) throw new Error(`tokens are at ${origin}`);
  return { client, options, server };
}

const redirectUri = (): string => `${location.origin}/`;

function nameIn(claims: Readonly<Record<string, unknown>>, nameClaim: string): string {
  const names = [nameClaim, 'email', 'preferred_username', 'name'].map((claim) => claims[claim]);
  return names.find((name): name is string => typeof name === 'string' && name !== '') ?? '';
}

/**
 * OpenID Connect RP-Initiated Logout; nobody has to be asked there whom it is about. An ID token that opens the service stays
 * good after signing out: it does not go into an address, which the page shows, the browser remembers and servers log.
 */
function signOutThere(
  { end_session_endpoint: endpoint }: oauth.AuthorizationServer,
  { id, sends }: ProviderClient,
  idToken: string,
): { readonly signOutThere?: string } {
  if (endpoint === undefined || !/^https?:/i.test(endpoint)) return {};
  const address = new URL(endpoint);
  address.searchParams.set('client_id', id);
  if (sends !== 'id-token') address.searchParams.set('id_token_hint', idToken);
  return { signOutThere: address.href };
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof oauth.AuthorizationResponseError)
    return error.error === 'access_denied' ? 'denied' : 'failed';
  // The library's own complaints have a code, the browser's of a lost connection have none.
  if (error instanceof TypeError) return Object.hasOwn(error, 'code') ? 'failed' : 'unreachable';
  return error instanceof DOMException && error.name === 'TimeoutError' ? 'unreachable' : 'failed';
}
