import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { Provider } from 'oidc-provider';
import { freePort } from './free-port.js';

export const AUDIENCE = 'https://security-info.example';
const SECRET = 'a secret between the provider and every client of these tests';
const TOKEN_SECONDS = 24 * 3600;

export type Claims = Readonly<Record<string, unknown>>;

/** An identity provider on this machine; whoever it has an account for is a client of its own that gets tokens. */
export class OidcProvider implements AsyncDisposable {
  /** What the tokens of each account say beside `sub`. */
  readonly accounts: Map<string, Claims>;
  readonly issuer: string;
  keys: readonly JWK[] = [];
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
    const server = createServer(provider.callback());
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

  #configuration(): object {
    return {
      clients: [...this.accounts.keys()].map((client_id) => ({
        ...{ client_id, client_secret: SECRET, grant_types: ['client_credentials'] },
        ...{ redirect_uris: [], response_types: [] },
      })),
      jwks: { keys: this.keys },
      ttl: { ClientCredentials: TOKEN_SECONDS },
      extraTokenClaims: (_: unknown, token: { clientId: string }) => this.accounts.get(token.clientId),
      features: {
        devInteractions: { enabled: false },
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
