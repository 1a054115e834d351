import type { HttpRequestAction } from './actions.js';
import type { Deferred, Steps } from './coroutine.js';

/** The name that history knows an orchestration's HTTP calls by. */
export const HTTP_ACTIVITY = 'BuiltIn::HttpActivity';

/** What the call came to: response headers without those about the content, as the extension hands them on. */
export interface HttpOutcome {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly content: string;
}

/** A call, and as long as the answer is 202 a look at its location after each wait. */
export function* callHttp(
  request: HttpRequestAction,
  activity: (input: string) => Deferred,
  sleep: (seconds: number | undefined) => Deferred,
): Steps<HttpOutcome> {
  let outcome = readOutcome(yield activity(JSON.stringify(request)));
  while (outcome.statusCode === 202 && request.asynchronousPatternEnabled !== false) {
    const location = header(outcome, 'location');
    if (location === undefined) throw new Error('A 202 without a location.');
    const retryAfter = header(outcome, 'retry-after');
    yield sleep(retryAfter === undefined ? undefined : wholeSeconds(retryAfter));
    outcome = readOutcome(yield activity(JSON.stringify(lookAt(location, request))));
  }
  return outcome;
}

/** The function key of the first request is not for the address that it names, nor any credential for another origin. */
function lookAt(location: string, request: HttpRequestAction): HttpRequestAction {
  const { headers = {}, tokenSource } = request;
  const uri = new URL(location);
  const isSameOrigin = uri.origin === new URL(request.uri).origin;
  const secret = isSameOrigin ? ['x-functions-key'] : ['x-functions-key', 'authorization', 'cookie'];
  const kept = Object.entries(headers).filter(([name]) => !secret.includes(name.toLowerCase()));
  return {
    method: 'GET',
    uri: uri.href,
    headers: Object.fromEntries(kept),
    ...(tokenSource === undefined || !isSameOrigin ? {} : { tokenSource }),
    asynchronousPatternEnabled: true,
  };
}

function wholeSeconds(text: string): number {
  if (!/^\s*\d+\s*$/.test(text)) throw new Error(`Retry-After is no number of seconds: ${text}`);
  return Number(text);
}

function readOutcome(result: unknown): HttpOutcome {
  return JSON.parse(typeof result === 'string' ? result : 'null') as HttpOutcome;
}

function header({ headers }: HttpOutcome, name: string): string | undefined {
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' ? value : value?.[0];
}
