import { createServer, type RequestListener, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Provider, type Grant } from 'oidc-provider';
import { freePort } from './free-port.js';

export const AUDIENCE = 'https://security-info.example';
const SECRET = 'a secret between the provider and every client of these tests';
/** A public client: a page that sends people here to sign in. */
export const PAGE_CLIENT = 'page';
const TOKEN_SECONDS = 24 * 3600;
/** What lasts so long there: whatever else it is, the provider complains of what nobody has set. */
const LASTING = ['AccessToken', 'ClientCredentials', 'Grant', 'IdToken', 'Interaction', 'Session'];

export type Claims = Readonly<Record<string, unknown>>;

/** An identity provider on this machine; whoever it has an account for is a client of its own that gets tokens. */
export class OidcProvider implements AsyncDisposable {
  /** What the tokens of each account say beside `sub`. */
  readonly accounts: Map<string, Claims>;
  readonly issuer: string;
  keys: readonly JWK[] = [];
  /** The account that whoever comes here signs in to; whoever has none refuses. */
  visitor: string | undefined;
  #pages: readonly string[] = [];
  readonly #port: number;
  #server: Server | undefined;

  private constructor(accounts: Readonly<Record<string, Claims>>, port: number) {
    this.accounts = new Map(Object.entries(accounts));
    this.issuer = `http://127.0.0.1:${port}`;
    this.#port = port;
  }

  static async start(accounts: Readonly<Record<string, Claims>>): Promise<OidcProvider> {
    const provider = new OidcProvider(accounts, await freePort());
    await provider.rotateKeys();
    return provider;
  }

  /** Settings of a service that takes its tokens. */
  get settings(): Readonly<Record<string, string>> {
    return { IDENTITY: 'oidc', OIDC_ISSUER: this.issuer, OIDC_AUDIENCE: AUDIENCE };
  }

  /** From its token endpoint (RFC 6749 §4.4), as a JWT (RFC 9068) for a resource (RFC 8707). */
  async token(account: string, resource = AUDIENCE): Promise<string> {
    const response = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${account}:${SECRET}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', resource }),
    });
    const body = (await response.json()) as { access_token?: string };
    if (body.access_token === undefined) throw new Error(`no token: ${JSON.stringify(body)}`);
    return body.access_token;
  }

  /** Takes whoever comes from these pages, and sends them back there. */
  async expectFrom(...pages: readonly string[]): Promise<void> {
    this.#pages = pages;
    await this.stop();
    await this.resume();
  }

  /** A new key in place of the old one, which is in no JWKS from then on. */
  async rotateKeys(): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const kid = `key-${Date.now()}-${Math.random()}`;
    const key = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
    await this.stop();
    this.keys = [key];
    await this.resume();
  }

  async resume(): Promise<void> {
    const provider = new Provider(this.issuer, this.#configuration());
    const answer = provider.callback();
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/interaction/') === true) void this.#interact(provider, request, response);
      else answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    this.#server = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** What somebody does there, at once. */
  async #interact(provider: Provider, ...[request, response]: Parameters<RequestListener>): Promise<void> {
    const { visitor } = this;
    const did = visitor === undefined ? { error: 'access_denied' } : { login: { accountId: visitor } };
    await provider.interactionFinished(request, response, did);
  }

  #page(): object {
    return {
      ...{ client_id: PAGE_CLIENT, token_endpoint_auth_method: 'none', redirect_uris: this.#pages },
      ...{ grant_types: ['authorization_code'], response_types: ['code'] },
    };
  }

  /** How people sign in; nobody is asked whether the page may know of it. */
  #signingIn(): object {
    return {
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      clientBasedCORS: () => true,
      interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
      findAccount: (_: unknown, accountId: string) => ({
        accountId,
        claims: () => ({ sub: accountId, ...this.accounts.get(accountId) }),
      }),
      loadExistingGrant,
    };
  }

  #configuration(): object {
    return {
      ...this.#signingIn(),
      clients: [
        ...[...this.accounts.keys()].map((client_id) => ({
          ...{ client_id, client_secret: SECRET, grant_types: ['client_credentials'] },
          ...{ redirect_uris: [], response_types: [] },
        })),
        ...(this.#pages.length === 0 ? [] : [this.#page()]),
      ],
      jwks: { keys: this.keys },
      ttl: Object.fromEntries(LASTING.map((kind) => [kind, TOKEN_SECONDS])),
      extraTokenClaims: (_: unknown, { accountId, clientId }: { accountId?: string; clientId: string }) =>
        this.accounts.get(accountId ?? clientId),
      features: {
        devInteractions: { enabled: false },
        rpInitiatedLogout: {
          logoutSource: (context: { body: string }) => {
            context.body = '<!doctype html><title>Signing out</title>';
          },
        },
        clientCredentials: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: (_: unknown, audience: string) => ({
            ...{ audience, scope: '', accessTokenFormat: 'jwt', accessTokenTTL: TOKEN_SECONDS },
            jwt: { sign: { alg: 'RS256' } },
          }),
        },
      },
    };
  }
}

async function loadExistingGrant({
  oidc,
}: {
  readonly oidc: {
    readonly account: { readonly accountId: string };
    readonly client: { readonly clientId: string };
    readonly provider: Provider;
  };
}): Promise<Grant> {
  const grant = new oidc.provider.Grant({ ...oidc.account, clientId: oidc.client.clientId });
  grant.addOIDCScope('openid email');
  grant.addResourceScope(AUDIENCE, '');
  await grant.save();
  return grant;
}
