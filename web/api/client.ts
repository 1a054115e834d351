import createClient from 'openapi-fetch';
import { session, endSession } from './session.js';
import { found, lost } from './connection.js';
import { problemOf, type Outcome } from './problem.js';
import type { paths } from './schema.js';
import { learnServerTime } from './server-time.js';

/** The service, typed by its OpenAPI document. */
export const api = createClient<paths>({ baseUrl: '/api' });

api.use({
  onRequest({ request }) {
    const token = session.value?.token;
    if (token !== undefined && !request.headers.has('authorization'))
      request.headers.set('authorization', `Bearer ${token}`);
    return request;
  },
});

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
    if (problem.code === 'unauthenticated') endSession('ended');
    return { ok: false, problem };
  } catch {
    lost();
    return { ok: false, problem: { code: 'offline' } };
  }
}
