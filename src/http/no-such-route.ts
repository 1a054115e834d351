import type { HttpHandler } from '@azure/functions';
import { allContracts } from './all-contracts.js';
import { securityHeaders } from './headers.js';
import { renderProblem } from './route.js';

const DOCUMENTS = [{ method: 'GET', path: 'openapi.json' }] as const;

/** What no route takes: a path that is none, or a method that the path does not have. */
export const noSuchRoute: HttpHandler = (request, context) => {
  const path = (request.params['path'] ?? '').split('/').filter((part) => part !== '');
  const methods = methodsOf(path);
  const common = { ...securityHeaders, 'X-Request-Id': context.invocationId };
  if (methods.length === 0) return renderProblem({ code: 'not-found' }, common, context.invocationId);
  const allow = [...methods, 'OPTIONS'].join(', ');
  if (request.method === 'OPTIONS') return { status: 204, headers: { ...common, Allow: allow } };
  return renderProblem({ code: 'method-not-allowed' }, { ...common, Allow: allow }, context.invocationId);
};

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
