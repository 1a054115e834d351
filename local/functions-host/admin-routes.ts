import { hostname } from 'node:os';
import { durableKind, isType, takesPlainInput } from './bindings.js';
import type { Log } from './core-module.js';
import type { FunctionApp, ListedFunction } from './function-app.js';
import { json, plain, type Answer } from './http-answer.js';
import type { HttpRouter } from './http-router.js';
import type { TimerTriggers } from './timer-triggers.js';

export interface AdminOptions {
  readonly app: FunctionApp;
  readonly router: HttpRouter;
  readonly timers: TimerTriggers;
  readonly baseUrl: string;
  readonly log: Log;
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
}

/** The host's version, as the real one's newest states it. */
const VERSION = '4.1040.0';

/** `/admin`: whether the host runs, what it hosts, and running a function by hand. */
export class AdminRoutes {
  readonly #options: AdminOptions;

  constructor(options: AdminOptions) {
    this.#options = options;
  }

  /** @param path the segments after `admin`, decoded */
  answer(method: string, path: readonly string[], body: string): Answer {
    const [area = '', name, part] = path;
    if (area === 'host') return this.#host(name);
    if (area === 'warmup') return plain(200, '');
    if (area !== 'functions') return plain(404, '');
    if (name === undefined) return json(this.#options.app.list().map((one) => this.#describe(one)));
    const found = this.#options.app
      .list()
      .find(({ metadata }) => metadata.name.toLowerCase() === name.toLowerCase());
    if (found === undefined) return plain(404, '');
    if (part === 'status') return json({});
    return method === 'POST' ? this.#run(found, body) : json(this.#describe(found));
  }

  #host(what: string | undefined): Answer {
    switch (what) {
      case 'status':
        return json({
          id: `${hostname()}-local`,
          state: 'Running',
          version: VERSION,
          versionDetails: VERSION,
          instanceId: `${process.pid}`,
          computerName: hostname(),
          processUptime: Math.round(process.uptime() * 1000),
          functionAppContentEditingState: 'NotAllowed',
        });
      case 'ping':
        return plain(200, '');
      default:
        return plain(404, '');
    }
  }

  /** Answers as soon as it is started, as the real host does. */
  #run({ isDisabled, metadata: { name }, trigger }: ListedFunction, body: string): Answer {
    const input = inputOf(body);
    if (input === undefined || trigger === undefined || isDisabled) return plain(400, '');
    if (isType(trigger.binding, 'timerTrigger')) {
      this.#options.timers.runNow(name);
      return plain(202, '');
    }
    if (!takesPlainInput(trigger.binding)) return plain(400, `${trigger.binding.type} takes no plain input.`);
    void this.#options.track(async () => {
      try {
        await this.#options.app.invoke(name, { data: { string: input }, metadata: {} });
      } catch (error) {
        const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.#options.log('error', `Function.${name}`, reason);
      }
    });
    return plain(202, '');
  }

  #describe({ isDisabled, metadata, trigger }: ListedFunction) {
    const { bindings, name } = metadata;
    const { baseUrl, router } = this.#options;
    const href = `${baseUrl}/admin/functions/${encodeURIComponent(name)}`;
    const route = router.list().find((one) => one.name === name);
    return {
      name,
      href,
      language: 'node',
      isDisabled,
      isDirect: false,
      isProxy: false,
      config: {
        name,
        bindings: Object.entries(bindings).map(([binding, properties]) => ({ ...properties, name: binding })),
      },
      trigger: trigger?.binding.type ?? null,
      durable: trigger === undefined ? null : (durableKind(trigger.binding) ?? null),
      invoke_url_template: route === undefined ? null : `${baseUrl}${route.route}`,
    };
  }
}

/** `{"input": …}`; the function gets a text. */
function inputOf(body: string): string | undefined {
  try {
    const parsed = JSON.parse(body) as { readonly input?: unknown } | null;
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const { input = '' } = parsed;
    return typeof input === 'string' ? input : JSON.stringify(input);
  } catch {
    return undefined;
  }
}
