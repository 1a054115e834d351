import createClient from 'openapi-fetch';
import { found, lost } from './connection.js';
import { platformName } from './platform-name.js';
import { problemOf, type Outcome } from './problem.js';
import { hasStepUp, isCurrent, proof, withoutStepUp } from './proof.js';
import type { paths } from './schema.js';
import { learnServerTime } from './server-time.js';
import { endSession, session } from './session.js';
import { setUp } from './set-up.js';

/** A cold start and a slow phone take their time; a connection that died in a tunnel says nothing for minutes. */
const PATIENCE = 60_000;

/** The service, typed by its OpenAPI document. */
export const api = createClient<paths>({
  baseUrl: '/api',
  fetch: send,
});

api.use({
  onRequest({ request }) {
    const { header, value } = proof();
    if (value !== undefined && !request.headers.has(header)) request.headers.set(header, value);
    return request;
  },
});

/** Answers that this session is over; one that an older token got says nothing of this one. */
const refused = new WeakSet<Response>();

async function send(request: Request): Promise<Response> {
  const again = hasStepUp(request) ? request.clone() : undefined;
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status !== 401) return answer;
  // A step-up is over sooner than the session that it was shown in.
  if (again !== undefined && (await isStillTheirs(again))) return send(withoutStepUp(again));
  if (isCurrent(request)) refused.add(answer);
  return answer;
}

/**
 * With App Service the cookie is that of all tabs: a step-up is refused, too, where another account has signed in meanwhile.
 * What is meant for one must not be done to the other.
 */
async function isStillTheirs({ method }: Request): Promise<boolean> {
  if (setUp.kind !== 'app-service' || method === 'GET') return true;
  const name = await platformName();
  return name !== '' && name === session.peek()?.signInName;
}

/** Names one attempt: the same key with the same request is done once, however often it is sent. */
export function idempotent(key: string): { readonly header: { readonly 'Idempotency-Key': string } } {
  return { header: { 'Idempotency-Key': key } };
}

interface Answered<Value> {
  readonly data?: Value;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a request came to. It never throws: a service that can't be reached is a problem like any other. */
export async function ask<Value>(request: Promise<Answered<Value>>): Promise<Outcome<Value>> {
  try {
    const { data, error, response } = await request;
    learnServerTime(response);
    if (response.ok) {
      found();
      return { ok: true, value: data as Value };
    }
    const problem = problemOf(error, response.status);
    if (problem.code === 'offline') lost();
    else found();
    if (problem.code === 'unauthenticated' && refused.has(response)) endSession('ended');
    return { ok: false, problem };
  } catch {
    lost();
    return { ok: false, problem: { code: 'offline' } };
  }
}
