import type { Cookie, HttpResponseInit } from '@azure/functions';
import { problemBody, problems, type ProblemFacts } from './problems.js';
import { renderTimes } from './schemas/primitives.js';

/** What a route comes to, before it is written down. */
export type Answer =
  | {
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly problem: ProblemFacts }
  /** The first answer to a request that was repeated (DUR-4). */
  | { readonly repeated: WrittenAnswer };

/** An answer as it goes over the wire. */
export interface WrittenAnswer {
  readonly status: number;
  readonly contentType?: string;
  readonly body?: string;
  /** Of a problem: its stable key. */
  readonly code?: string;
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: Cookie[];
}

export function write(answer: Answer, requestId: string): WrittenAnswer {
  if ('repeated' in answer) return answer.repeated;
  if ('problem' in answer) return writeProblem(answer.problem, requestId);
  const headers = answer.headers === undefined ? {} : { headers: answer.headers };
  if (answer.status === 204) return { status: 204, ...headers };
  const body = JSON.stringify(answer.body);
  return { status: answer.status, contentType: 'application/json; charset=utf-8', body, ...headers };
}

function writeProblem(facts: ProblemFacts, requestId: string): WrittenAnswer {
  return {
    status: problems[facts.code].status,
    contentType: 'application/problem+json; charset=utf-8',
    body: JSON.stringify(renderTimes(problemBody(facts, requestId))),
    code: facts.code,
    ...('retryAfter' in facts ? { retryAfter: Number(facts.retryAfter) } : {}),
  };
}

export function response(
  { body, contentType, cookies, headers: own = {}, retryAfter, status }: WrittenAnswer,
  headers: Readonly<Record<string, string>>,
): HttpResponseInit {
  return {
    status,
    headers: {
      ...headers,
      ...own,
      ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
      ...(retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }),
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
    },
    ...(cookies === undefined ? {} : { cookies }),
    ...(body === undefined ? {} : { body }),
  };
}
