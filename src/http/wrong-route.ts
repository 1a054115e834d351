import type { HttpHandler } from '@azure/functions';
import { allContracts } from './all-contracts.js';
import { response, write } from './answer.js';
import { securityHeaders } from './headers.js';

const DOCUMENTS = [
  { method: 'GET', path: 'openapi.json' },
  { method: 'GET', path: 'links/{link}' },
] as const;

/** What no route takes: a path that is none, or a method that the path does not have. */
export const wrongRoute: HttpHandler = (request, context) => {
  const path = (request.params['path'] ?? '').split('/').filter((part) => part !== '');
  const methods = methodsOf(path);
  const common = { ...securityHeaders, 'X-Request-Id': context.invocationId };
  if (methods.length === 0) return problem('not-found', common, context.invocationId);
  const allow = [...methods, 'OPTIONS'].join(', ');
  if (request.method === 'OPTIONS') return { status: 204, headers: { ...common, Allow: allow } };
  return problem('method-not-allowed', { ...common, Allow: allow }, context.invocationId);
};

function problem(
  code: 'not-found' | 'method-not-allowed',
  headers: Readonly<Record<string, string>>,
  requestId: string,
) {
  return response(write({ problem: { code } }, requestId), headers);
}

function methodsOf(path: readonly string[]): readonly string[] {
  const methods = [...allContracts, ...DOCUMENTS]
    .filter((contract) => matches(contract.path.split('/'), path))
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set(methods)].sort();
}

function matches(template: readonly string[], path: readonly string[]): boolean {
  return (
    template.length === path.length &&
    template.every((part, at) => part.startsWith('{') || part.toLowerCase() === path[at]?.toLowerCase())
  );
}
