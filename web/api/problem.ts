import type { components } from './schema.js';

type Told = components['schemas']['Problem'];
/** The members that are named: without "and any other". */
type Named = { readonly [Name in keyof Told as string extends Name ? never : Name]?: Told[Name] };

export type ProblemCode = Told['code'] | 'offline';
/** Everything that can go wrong with a request: what the service says, or that it could not be reached. */
export type Problem = Omit<Named, 'code'> & { readonly code: ProblemCode };

const OUTAGES: ReadonlySet<string> = new Set(['offline', 'unavailable', 'internal-error']);

/** The service's own trouble, which passes: it has not said what became of the request. */
export function isOutage({ code }: Problem): boolean {
  return OUTAGES.has(code);
}

export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

/** What an answer that is none of ours comes to: a gateway's page, a text cut short. */
export function problemOf(body: unknown, status: number): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string')
    return body as Problem;
  return { code: status >= 502 ? 'offline' : 'internal-error' };
}
