import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DurableHost } from '../durable-host/durable-host.js';
import type { LocalRoute } from '../local-routes/local-route.js';
import type { Log, RpcData } from './core-module.js';
import type { FunctionApp } from './function-app.js';
import { homePage } from './home-page.js';
import { html, json, plain, toAnswer, type Answer } from './http-answer.js';
import type { HttpRouter } from './http-router.js';

export interface HttpHostOptions {
  readonly app: FunctionApp;
  readonly router: HttpRouter;
  readonly durable: DurableHost | undefined;
  readonly localRoutes: readonly LocalRoute[];
  readonly corsOrigins: readonly string[];
  readonly log: Log;
  /** Wraps every invocation, so that the clock knows when all is quiet. */
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
}

const BODY_LIMIT = 100 * 1024 * 1024;
const DURABLE_PATHS = ['/runtime/webhooks/durabletask/', '/durabletask/'];

/** The host's front door: functions by route, the durable endpoints, `/admin` and `/local`. */
export class HttpHost {
  readonly #options: HttpHostOptions;
  readonly #server: Server;

  constructor(options: HttpHostOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
    this.#server.keepAliveTimeout = 65_000;
  }

  /** @throws Error that names the port when it is taken */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        const taken = error.code === 'EADDRINUSE';
        reject(
          taken
            ? new Error(`Port ${port} is taken. Stop what listens there, or set PORT to another.`)
            : error,
        );
      });
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Lets requests under way finish, for a few seconds. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) =>
      this.#server.close(() => {
        resolve();
      }),
    );
    this.#server.closeIdleConnections();
    await Promise.race([closed, sleep(3000)]);
    this.#server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answer = await this.#answer(request);
      send(response, withCors(answer, request, this.#options.corsOrigins), request.method === 'HEAD');
    } catch (error) {
      this.#options.log(
        'error',
        'Host.Http',
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
      if (!response.headersSent) send(response, plain(500, ''), false);
      else response.destroy();
    }
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const target = parseTarget(request.url ?? '/');
    if (target === undefined) return plain(400, 'Bad Request');
    const preflight = preflightAnswer(request, this.#options.corsOrigins);
    if (preflight !== undefined) return preflight;
    const body = await readBody(request);
    if (body === undefined) return plain(413, 'Payload Too Large');

    const durablePath = DURABLE_PATHS.find((prefix) => target.path.startsWith(prefix));
    if (durablePath !== undefined && this.#options.durable !== undefined) {
      const path = target.path.slice(durablePath.length) + target.search;
      const headers = flatHeaders(request);
      return this.#options.durable.handle({
        method: request.method ?? 'GET',
        path,
        headers,
        body: body.toString(),
      });
    }
    if (target.path.startsWith('/local/') || target.path === '/local')
      return this.#local(request, target, body);
    if (target.path.startsWith('/admin/')) return this.#admin(target.path);
    if (target.path === '/' && this.#options.router.route('GET', []) === undefined) {
      return html(homePage(this.#options.router.list(), this.#options.localRoutes));
    }
    return this.#options.track(() => this.#invoke(request, target, body));
  }

  async #local(request: IncomingMessage, target: Target, body: Buffer): Promise<Answer> {
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const route = this.#options.localRoutes.find((one) => one.path === target.path && one.method === method);
    if (route === undefined) return plain(404, '');
    const query = new URLSearchParams(target.search);
    const {
      body: text = '',
      headers = {},
      status,
    } = await route.handle({ query, headers: flatHeaders(request), body: body.toString() });
    return { status, headers, body: text };
  }

  #admin(path: string): Answer {
    if (path === '/admin/host/status') {
      return json({
        id: 'local',
        state: 'Running',
        version: '4.1040.0',
        processUptime: Math.round(process.uptime() * 1000),
      });
    }
    if (path === '/admin/functions') return json(this.#options.router.list());
    return plain(404, '');
  }

  async #invoke(request: IncomingMessage, target: Target, body: Buffer): Promise<Answer> {
    const method = (request.method ?? 'GET').toUpperCase();
    const routed = this.#options.router.route(method, target.segments);
    if (routed === undefined) return plain(404, '');
    const origin = `http://${request.headers.host ?? '127.0.0.1'}`;
    const http = {
      method,
      url: `${origin}${target.path}${target.search}`,
      headers: flatHeaders(request),
      query: joinedQuery(target.search),
      params: routed.params,
      ...(body.length > 0 ? { body: { bytes: body } } : {}),
    };
    try {
      const value = await this.#options.app.invoke(routed.name, {
        data: { http },
        metadata: metadataOf(routed.params),
      });
      return toAnswer(value);
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#options.log('error', `Function.${routed.name}`, reason);
      return plain(500, '');
    }
  }
}

interface Target {
  readonly path: string;
  readonly search: string;
  readonly segments: readonly string[];
}

function parseTarget(raw: string): Target | undefined {
  const [path = '/', ...query] = raw.split('?');
  try {
    const segments = path
      .split('/')
      .filter((part) => part !== '')
      .map(decodeURIComponent);
    return { path, search: query.length === 0 ? '' : `?${query.join('?')}`, segments };
  } catch {
    return undefined;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Names in lower case, repeated ones joined by commas. */
function flatHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return headers;
}

/** Repeated values joined by commas. */
function joinedQuery(search: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name] ?? ''},${value}` : value;
  }
  return query;
}

function metadataOf(params: Readonly<Record<string, string>>): Record<string, RpcData> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, { string: value }]));
}

function preflightAnswer(request: IncomingMessage, origins: readonly string[]): Answer | undefined {
  const wanted = request.headers['access-control-request-method'];
  if (request.method !== 'OPTIONS' || wanted === undefined || !allows(request, origins)) return undefined;
  const headers = request.headers['access-control-request-headers'];
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': wanted,
      ...(headers === undefined ? {} : { 'access-control-allow-headers': headers }),
    },
    body: '',
  };
}

function allows(request: IncomingMessage, origins: readonly string[]): boolean {
  const { origin } = request.headers;
  return origin !== undefined && (origins.includes(origin) || origins.includes('*'));
}

function withCors(answer: Answer, request: IncomingMessage, origins: readonly string[]): Answer {
  if (!allows(request, origins)) return answer;
  return {
    ...answer,
    headers: {
      ...answer.headers,
      'access-control-allow-origin': request.headers.origin ?? '',
      vary: 'Origin',
    },
  };
}

function send(response: ServerResponse, { body, headers, status }: Answer, headOnly: boolean): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  if (status !== 204 && status !== 304) response.setHeader('content-length', bytes.length);
  response.end(headOnly || status === 204 ? undefined : bytes);
}
