import type { HttpRequestAction } from './actions.js';
import type { HttpOutcome } from './durable-http.js';

/** .NET keeps these with the content, and the extension hands on only the others. */
const CONTENT_HEADERS = new Set([
  'allow',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-md5',
  'content-range',
  'content-type',
  'expires',
  'last-modified',
]);

/**
 * Makes one HTTP call of an orchestration.
 *
 * @param input the request as JSON text
 * @throws Error when no answer comes, or when the request asks for a token of a managed identity: there is none here
 */
export async function httpActivity(input: string): Promise<HttpOutcome> {
  const request = JSON.parse(input) as HttpRequestAction;
  if (request.tokenSource !== undefined && request.tokenSource !== null)
    throw new Error('There is no managed identity on this machine: a token source cannot be used.');
  const method = (request.method ?? 'GET').toUpperCase();
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers ?? {}))
    for (const one of typeof value === 'string' ? [value] : value) headers.append(name, one);
  const hasBody = typeof request.content === 'string' && method !== 'GET' && method !== 'HEAD';
  if (hasBody && !headers.has('content-type')) headers.set('content-type', 'text/plain');
  if (headers.get('content-type')?.includes('multipart') === true)
    throw new Error('Multipart content is not supported with CallHttpAsync.');
  const response = await fetch(request.uri, {
    method,
    headers,
    ...(hasBody ? { body: request.content } : {}),
  }).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw cause instanceof Error ? cause : new Error(String(cause));
  });
  return { statusCode: response.status, headers: headersOf(response), content: await response.text() };
}

function headersOf(response: Response): HttpOutcome['headers'] {
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of response.headers) {
    if (!CONTENT_HEADERS.has(name)) headers[asWritten(name)] = value;
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 1) headers['Set-Cookie'] = cookies;
  return headers;
}

/** `retry-after` as people write it: `Retry-After`. */
function asWritten(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
