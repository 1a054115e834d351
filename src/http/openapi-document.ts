import { OpenAPIRegistry, OpenApiGeneratorV31, type ResponseConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { allContracts } from './all-contracts.js';
import type { Identity } from '../ports/outside-identity.js';
import { statusesOf, type Contract } from './contract.js';
import { DEVICE_COOKIE } from './device-cookie.js';
import { problems, type ProblemCode } from './problems.js';
import { problemDetails } from './schemas/problem.js';

type Document = ReturnType<OpenApiGeneratorV31['generateDocument']>;

/** The OpenAPI 3.1 document, from the schemas that validate requests and answers: of the routes that are there. */
export function openapiDocument(publicUrl: string, identity: Identity['kind']): Document {
  const registry = new OpenAPIRegistry();
  const session = registry.registerComponent('securitySchemes', 'session', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: `${sessionTokens[identity]} Some routes want a fresh step-up in it.`,
  });
  registry.registerComponent('securitySchemes', 'service', {
    type: 'http',
    scheme: 'bearer',
    description: 'The key that this system was given for the gates.',
  });
  for (const contract of allContracts) {
    if (contract.identity === undefined || contract.identity === identity)
      registerContract(registry, contract, session.name);
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'security-info',
      version: '0.4.0',
      description: 'Security info and security codes for any account system.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${publicUrl}/api` }],
  });
}

const sessionTokens: Readonly<Record<Identity['kind'], string>> = {
  embedded: 'The access token that sign-in or a verified code gave.',
  oidc: 'A token of the identity provider, or the access token that a verified code gave.',
  'app-service':
    'What App Service authentication sets in its place. The access token that a verified code gave goes into X-Security-Info-Token.',
};

/** DUR-4 */
const idempotencyKey = z.object({
  'Idempotency-Key': z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('Repeating the request with the same key within a day gives the first answer.'),
});

/** DEV-1 */
const deviceCookie = z.object({
  [DEVICE_COOKIE]: z.string().optional().describe('The trusted device, where the body does not name one.'),
});

function registerContract(registry: OpenAPIRegistry, contract: Contract, scheme: string): void {
  const {
    access,
    body,
    deviceCookie: showsDevice,
    method,
    name,
    params,
    path,
    query,
    success,
    summary,
  } = contract;
  registry.registerPath({
    method: method.toLowerCase() as 'get' | 'post' | 'put' | 'delete',
    path: `/${path}`,
    operationId: name,
    summary,
    ...(access === 'none' || access === 'webhook'
      ? {}
      : {
          security: [
            { [access === 'service' ? 'service' : scheme]: [] },
            ...(access === 'as-created' ? [{}] : []),
          ],
        }),
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(method === 'GET' ? {} : { headers: idempotencyKey }),
      ...(showsDevice === undefined ? {} : { cookies: deviceCookie }),
      ...(body === undefined ? {} : { body: { content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      [success.status]: {
        description: 'Done',
        ...(success.body === undefined ? {} : { content: { 'application/json': { schema: success.body } } }),
      },
      ...problemResponses(contract),
    },
  });
}

/** One response a status, naming the codes it can carry. */
function problemResponses(contract: Contract): Record<string, ResponseConfig> {
  const edge: readonly ProblemCode[] = [
    ...(contract.body === undefined ? [] : (['payload-too-large', 'unsupported-media-type'] as const)),
    'unavailable',
    'internal-error',
  ];
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...statusesOf(contract), ...edge]) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        String(status),
        {
          description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
          content: { 'application/problem+json': { schema: problemDetails } },
        },
      ]),
  );
}
