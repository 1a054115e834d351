import type { HttpHandler, HttpMethod, HttpRequest, InvocationContext } from '@azure/functions';
import type { z } from 'zod';
import type { Parts } from '../commands/parts.js';
import { requesterOf } from '../commands/requester.js';
import type { Outcome } from '../domain/outcome.js';
import type { RefusalCode } from '../domain/refusal.js';
import type { Caller } from '../domain/session.js';
import { whatIsAway, whereItBroke } from '../ports/told-error.js';
import { Unavailable } from '../ports/unavailable.js';
import { noTelemetry, type Telemetry } from '../ports/telemetry.js';
import type { KeyedRequest } from '../ports/keyed-requests.js';
import { authenticate } from './authenticate.js';
import { response, write, type Answer } from './answer.js';
import { limitRefusal, statusesOf, type Access, type Contract } from './contract.js';
import { securityHeaders } from './headers.js';
import { givingDevice, withShownDevice } from './device-cookie.js';
import { isHeldBack, untilEven } from './even-time.js';
import { answerOnce } from './idempotency.js';
import { networkAddress } from './network-address.js';
import { logRequest } from './request-log.js';
import { inCommandSpan, measured } from './request-span.js';
import { parseWith, readJson, type Read } from './read-request.js';
import { renderTimes } from './schemas/primitives.js';
import type { Services } from './services.js';

/** A request that passed its contract. */
export interface Call<Params, Query, Body, Who> {
  readonly parts: Parts;
  readonly services: Services;
  readonly caller: Who;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly networkAddress: string | undefined;
}

type CallerFor<A extends Access> = A extends 'none' | 'webhook' | 'service'
  ? undefined
  : A extends 'as-created'
    ? Caller | undefined
    : Caller;

/**
 * Makes the one way from a request to a command: authenticate, parse, call, render. Nothing below it knows HTTP, and
 * nothing above it is needed.
 *
 * @param getServices built on first use: registering a function reads no configuration
 */
export function createRoute(getServices: () => Promise<Services>, telemetry: Telemetry = noTelemetry) {
  return function route<
    Params extends z.ZodObject,
    Query extends z.ZodObject,
    Body extends z.ZodType,
    A extends Access,
  >(
    contract: Contract<Params, Query, Body, A>,
    handle: (
      call: Call<z.output<Params>, z.output<Query>, z.output<Body>, CallerFor<A>>,
    ) => Promise<Outcome<unknown>> | Outcome<unknown>,
  ): {
    methods: HttpMethod[];
    route: string;
    authLevel: 'anonymous';
    handler: HttpHandler;
  } {
    const handler: HttpHandler = async (request, context) => {
      const started = performance.now();
      const written = await measured(telemetry, contract, request, context, async () => {
        const commanded = inCommandSpan(telemetry, contract, handle as unknown as AnyHandler);
        const { answer, roundTrips } = await counted(contract, commanded, getServices, request, context);
        const inWriting = write(answer, context.invocationId);
        logRequest(context, contract.name, inWriting, roundTrips, started);
        return inWriting;
      });
      if (isHeldBack(contract, written, request.params)) await untilEven(started, contract.evenTime);
      const cache =
        contract.cache === undefined || written.status >= 300 ? {} : { 'Cache-Control': contract.cache };
      return response(written, { ...securityHeaders, ...cache, 'X-Request-Id': context.invocationId });
    };
    return { methods: methodsOf(contract), route: `api/${contract.path}`, authLevel: 'anonymous', handler };
  };
}

function methodsOf({ access, method }: Pick<Contract, 'method'> & { readonly access: Access }): HttpMethod[] {
  if (access === 'webhook') return [method, 'OPTIONS'];
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

interface Counted {
  readonly answer: Answer;
  readonly roundTrips: Readonly<Record<string, number>>;
}

type AnyHandler = (call: Call<unknown, unknown, unknown, unknown>) => Promise<Outcome<unknown>>;

async function counted(
  contract: Contract,
  handle: AnyHandler,
  getServices: () => Promise<Services>,
  request: HttpRequest,
  context: InvocationContext,
): Promise<Counted> {
  try {
    const services = await getServices();
    const { result, roundTrips } = await services.countRoundTrips(() =>
      answered(contract, handle, services, request, context),
    );
    return { answer: result, roundTrips };
  } catch (error) {
    if (error instanceof Unavailable) {
      context.warn(whatIsAway(error));
      const { part, retryAfterSeconds: retryAfter } = error;
      return { answer: { problem: { code: 'unavailable', part, retryAfter } }, roundTrips: {} };
    }
    context.error(whereItBroke(error));
    return { answer: { problem: { code: 'internal-error' } }, roundTrips: {} };
  }
}

async function answered(
  contract: Contract,
  handle: AnyHandler,
  services: Services,
  request: HttpRequest,
  context: InvocationContext,
): Promise<Answer> {
  if (contract.identity === 'embedded' && services.identity.kind !== 'embedded')
    return { problem: { code: 'not-found' } };
  const caller = await authenticate(contract.access, services, request);
  if (!caller.ok) return { problem: caller.refusal };
  if (request.method === 'OPTIONS') return handshakeAnswer(request);
  const limit = caller.value?.limitedTo;
  if (limit !== undefined && contract.admits?.includes(limit) !== true)
    return { problem: { code: limitRefusal(limit) } };
  const params = parseWith(contract.params ?? EMPTY, request.params);
  if (!params.ok) return { problem: { code: 'not-found' } };
  const query = parseWith(contract.query ?? EMPTY, Object.fromEntries(request.query));
  if (!query.ok) return { problem: query.refusal };
  const body = await readBody(contract, request);
  if (!body.ok) return body;

  const content = { params: params.value, query: query.value, body: body.value };
  return answerTo({ contract, request, caller: caller.value, content }, handle, services, context);
}

interface Asked {
  readonly contract: Contract;
  readonly request: HttpRequest;
  readonly caller: Caller | undefined;
  readonly content: { readonly params: unknown; readonly query: unknown; readonly body: unknown };
}

async function answerTo(
  asked: Asked,
  handle: AnyHandler,
  services: Services,
  context: InvocationContext,
): Promise<Answer> {
  const { caller, content, contract, request } = asked;
  const from = networkAddress(request.headers.get('x-forwarded-for'), services.trustedProxies);
  // Not part of what a repeat must say again: the first answer may have changed the cookie (DUR-4).
  const body = contract.deviceCookie === true ? withShownDevice(content.body, request) : content.body;
  const answer = await answerOnce(services, asked, context.invocationId, async (keyed) => {
    const parts = partsFor(services, context, keyed, from);
    const outcome = await handle({ ...content, body, parts, services, caller, networkAddress: from });
    return checked(contract, outcome, services.isDevelopment);
  });
  if (contract.deviceCookie !== true) return answer;
  const written = write(answer, context.invocationId);
  return { repeated: givingDevice(written, request, services.policy.deviceUnused) };
}

function partsFor(
  services: Services,
  context: InvocationContext,
  request: KeyedRequest | undefined,
  from: string | undefined,
): Parts {
  const {
    answers: _1,
    countRoundTrips: _2,
    isDevelopment: _3,
    keyedRequests: _4,
    isReportsKey: _5,
    isServiceKey: _9,
    identity: _10,
    meet: _11,
    parseCallEvents: _6,
    parseDeliveryNews: _7,
    trustedProxies: _8,
    workflowsFor,
    ...parts
  } = services;
  return {
    ...parts,
    request,
    requester: requesterOf(parts.vault, from),
    report: (event) => {
      context.warn(JSON.stringify(event));
      parts.telemetry.count('security_info.operator_events', { event: event.event });
    },
    random: request?.random ?? parts.random,
    workflows: workflowsFor(context),
  };
}

/** Anything goes: for routes that look at none of it. */
const EMPTY = {
  safeParse: (value: unknown) => ({ success: true as const, data: value }),
} as unknown as z.ZodType;

/** CloudEvents webhooks: who wants to post asks first. Any rate will do. */
function handshakeAnswer(request: HttpRequest): Answer {
  const origin = request.headers.get('webhook-request-origin');
  if (origin === null) return { status: 204, headers: { Allow: 'POST, OPTIONS' } };
  const headers = { Allow: 'POST', 'WebHook-Allowed-Origin': origin, 'WebHook-Allowed-Rate': '*' };
  return { status: 200, body: {}, headers };
}

async function readBody(contract: Contract, request: HttpRequest): Promise<Read<unknown>> {
  if (contract.body === undefined) return { ok: true, value: undefined };
  const json = await readJson(request, contract.longestBody);
  if (!json.ok) return json;
  const parsed = parseWith(contract.body, json.value);
  return parsed.ok ? parsed : { ok: false, problem: parsed.refusal };
}

/** An answer that the contract does not state is a bug, and in development it fails as one. */
function checked(contract: Contract, outcome: Outcome<unknown>, isDevelopment: boolean): Answer {
  if (!outcome.ok) {
    const declared: readonly RefusalCode[] = statusesOf(contract);
    if (isDevelopment && !declared.includes(outcome.refusal.code)) {
      throw new UndeclaredAnswer(`${contract.name} does not declare ${outcome.refusal.code}.`);
    }
    return { problem: outcome.refusal };
  }
  const body = renderTimes(outcome.value);
  if (isDevelopment && contract.success.body !== undefined) {
    const parsed = contract.success.body.safeParse(body);
    if (!parsed.success)
      throw new UndeclaredAnswer(`${contract.name} answers with another body than it declares.`);
  }
  const { headers, status } = contract.success;
  return { status, body, ...(headers === undefined ? {} : { headers }) };
}

class UndeclaredAnswer extends Error {
  override readonly name = 'UndeclaredAnswer';
}
