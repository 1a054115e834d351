import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DurableHost } from '../durable-host/durable-host.js';
import type { LocalRoute } from '../local-routes/local-route.js';
import { AdminRoutes } from './admin-routes.js';
import type { Log } from './core-module.js';
import { corsHeaders, preflightAnswer } from './cors.js';
import { isFromElsewhere } from './from-elsewhere.js';
import type { FunctionApp } from './function-app.js';
import { homePage } from './home-page.js';
import { html, plain, send, type Answer } from './http-answer.js';
import { HttpFunctions } from './http-functions.js';
import { flatHeaders, parseTarget, readBody, type Target } from './http-request.js';
import type { HttpRouter } from './http-router.js';
import type { TimerTriggers } from './timer-triggers.js';

export interface HttpHostOptions {
  readonly app: FunctionApp;
  readonly router: HttpRouter;
  readonly timers: TimerTriggers;
  readonly durable: DurableHost | undefined;
  readonly localRoutes: readonly LocalRoute[];
  readonly corsOrigins: readonly string[];
  readonly baseUrl: string;
  readonly log: Log;
  /** Wraps every invocation, so that the clock knows when all is quiet. */
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
}

const DURABLE_PATHS = ['/runtime/webhooks/durabletask/', '/durabletask/'];

/** What the host answers: functions by route, the durable endpoints, `/admin` and `/local`. */
export class HttpHost {
  readonly #options: HttpHostOptions;
  readonly #functions: HttpFunctions;
  readonly #admin: AdminRoutes;

  constructor(options: HttpHostOptions) {
    this.#options = options;
    this.#functions = new HttpFunctions(options.app, options.log);
    this.#admin = new AdminRoutes(options);
  }

  /** Serves one request, whatever becomes of it. */
  readonly serve = (request: IncomingMessage, response: ServerResponse): void => {
    void this.#serve(request, response);
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Node would say the machine's time; clients count by ours, which POST /local/clock moves.
    response.setHeader('date', new Date().toUTCString());
    const cors = corsHeaders(request, this.#options.corsOrigins) ?? {};
    try {
      const answer = await this.#answer(request, response, cors);
      if (answer === undefined) return;
      const headers = { ...answer.headers, ...cors };
      send(response, { ...answer, headers }, request.method === 'HEAD');
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

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    cors: Record<string, string>,
  ): Promise<Answer | undefined> {
    const target = parseTarget(request.url ?? '/');
    if (target === undefined) return plain(400, 'Bad Request');
    const preflight = preflightAnswer(request, this.#options.corsOrigins);
    if (preflight !== undefined) return preflight;
    if (isOwn(target.path)) return this.#own(request, target);

    const method = (request.method ?? 'GET').toUpperCase();
    const routed = this.#options.router.route(method, target.segments);
    if (routed !== undefined)
      return this.#options.track(() => this.#functions.answer(request, response, { routed, target, cors }));
    if (target.path === '/' && (method === 'GET' || method === 'HEAD')) return this.#home();
    return plain(404, '');
  }

  /** The host's own endpoints, whose bodies are small and read whole. */
  async #own(request: IncomingMessage, target: Target): Promise<Answer> {
    const body = await readBody(request);
    if (body === undefined) return plain(413, 'Payload Too Large');
    const method = request.method ?? 'GET';
    const durablePath = DURABLE_PATHS.find((prefix) => target.path.startsWith(prefix));
    if (durablePath !== undefined) {
      if (this.#options.durable === undefined) return plain(404, '');
      const path = target.path.slice(durablePath.length) + target.search;
      const headers = flatHeaders(request);
      return this.#options.durable.handle({ method, path, headers, body: body.toString() });
    }
    if (isFromElsewhere(request)) return plain(403, 'Not for pages of other sites.');
    if (target.segments[0]?.toLowerCase() === 'admin')
      return this.#admin.answer(method, target.segments.slice(1), body.toString());
    return this.#local(request, target, body);
  }

  #home(): Answer {
    if (/^true$/i.test(process.env['AzureWebJobsDisableHomepage'] ?? '')) return plain(204, '');
    return html(homePage(this.#options.router.list(), this.#options.localRoutes));
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
}

function isOwn(path: string): boolean {
  return (
    DURABLE_PATHS.some((prefix) => path.startsWith(prefix)) || /^\/(?:local(?:\/|$)|admin\/)/i.test(path)
  );
}
