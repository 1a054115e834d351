import type { HttpHandler } from '@azure/functions';
import { securityHeaders } from './headers.js';
import { openapiDocument } from './openapi-document.js';
import type { Services } from './services.js';

/** `GET /api/openapi.json`: made once, then the same text. */
export function openapiHandler(
  getServices: () => Promise<Pick<Services, 'identity' | 'service'>>,
): HttpHandler {
  let document: Promise<string> | undefined;
  return async (_, context) => {
    document ??= getServices().then(({ identity, service }) =>
      JSON.stringify(openapiDocument(service.publicUrl, identity.kind)),
    );
    return {
      status: 200,
      headers: {
        ...securityHeaders,
        'Cache-Control': 'public, max-age=3600',
        'Content-Type': 'application/json; charset=utf-8',
        'X-Request-Id': context.invocationId,
      },
      body: await document,
    };
  };
}
