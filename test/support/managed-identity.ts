import { httpServer } from './http-server.js';

export interface TokenRequest {
  readonly resource: string | null;
  readonly clientId: string | null;
}

/**
 * The endpoint that App Service gives an app for tokens of its managed identity (API 2019-08-01).
 *
 * @returns `env` is what the platform sets
 */
export async function managedIdentity() {
  const asked: TokenRequest[] = [];
  const server = await httpServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://identity');
    response.setHeader('content-type', 'application/json');
    if (request.headers['x-identity-header'] !== SECRET) {
      response.writeHead(401).end('{}');
      return;
    }
    const [resource, clientId] = [searchParams.get('resource'), searchParams.get('client_id')];
    asked.push({ resource, clientId });
    const expiresOn = String(Math.floor(Date.now() / 1000) + 24 * 3600);
    const body = { access_token: tokenFor(resource), expires_on: expiresOn, resource, token_type: 'Bearer' };
    response.end(JSON.stringify(body));
  });
  return {
    asked,
    env: { IDENTITY_ENDPOINT: `${server.url}/token`, IDENTITY_HEADER: SECRET },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const SECRET = 'identity-header';

export function tokenFor(resource: string | null): string {
  return Buffer.from(`token for ${resource ?? ''}`).toString('base64url');
}
