import type { HttpHandler } from '@azure/functions';
import { securityHeaders } from './headers.js';
import type { Services } from './services.js';

/** `GET /api/openapi.json`: made once, then the same text. */
export function openapiHandler(
  getServices: () => Promise<Pick<Services, 'identity' | 'service'>>,
): HttpHandler {
  let document: string | undefined;
  return async (_, context) => {
    const { identity, service } = await getServices();
    // Its generator is for this route alone, so nobody else waits for it.
    const { openapiDocument } = await import('./openapi-document.js');
    document ??= JSON.stringify(openapiDocument(service.publicUrl, identity.kind));
    return {
      status: 200,
      headers: {
        ...securityHeaders,
        'Cache-Control': 'public, max-age=3600',
        'Content-Type': 'application/json; charset=utf-8',
        'X-Request-Id': context.invocationId,
      },
      body: document,
    };
  };
}
