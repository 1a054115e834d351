import type { IncomingMessage } from 'node:http';
import type { Answer } from './http-answer.js';

/** The answer to a preflight from an origin that local.settings.json allows. */
export function preflightAnswer(request: IncomingMessage, origins: readonly string[]): Answer | undefined {
  const wanted = request.headers['access-control-request-method'];
  const allowed = corsHeaders(request, origins);
  if (request.method !== 'OPTIONS' || wanted === undefined || allowed === undefined) return undefined;
  const asked = request.headers['access-control-request-headers'];
  return {
    status: 204,
    headers: {
      ...allowed,
      'access-control-allow-methods': wanted,
      ...(asked === undefined ? {} : { 'access-control-allow-headers': asked }),
    },
    body: '',
  };
}

/** What any answer to an allowed origin carries besides its own headers. */
export function corsHeaders(
  request: IncomingMessage,
  origins: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const { origin } = request.headers;
  if (origin === undefined || !(origins.includes(origin) || origins.includes('*'))) return undefined;
  return { 'access-control-allow-origin': origin, vary: 'Origin' };
}
