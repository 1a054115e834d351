import { empty } from './answers.js';
import type { DurableRequest, DurableResponse } from './durable-host.js';
import { EntityEndpoints } from './entity-endpoints.js';
import { InstanceControls } from './instance-controls.js';
import { InstanceQueries } from './instance-queries.js';
import { StartEndpoints } from './start-endpoints.js';
import type { ApiOptions, Call } from './management-call.js';

/** The endpoints that `DurableClient` calls and the management addresses point to (README, "Protocol"). */
export class ManagementApi {
  readonly #baseUrl: string;
  readonly #entities: EntityEndpoints;
  readonly #controls: InstanceControls;
  readonly #queries: InstanceQueries;
  readonly #starts: StartEndpoints;

  constructor(options: ApiOptions) {
    this.#baseUrl = options.baseUrl;
    this.#entities = new EntityEndpoints(options);
    this.#controls = new InstanceControls(options);
    this.#queries = new InstanceQueries(options);
    this.#starts = new StartEndpoints(options, this.#queries);
  }

  async handle(request: DurableRequest): Promise<DurableResponse> {
    const url = new URL(request.path, 'http://local/');
    const path = url.pathname.split('/').filter((part) => part !== '');
    const call: Call = {
      method: request.method,
      path: path.map(decode),
      query: lowerCased(url.searchParams),
      request,
      url: `${this.#baseUrl}/runtime/webhooks/durabletask/${path.join('/')}${url.search}`,
    };
    switch (call.path[0]?.toLowerCase()) {
      case 'orchestrators':
        return this.#orchestrators(call);
      case 'entities':
        return this.#entities.handle(call);
      case 'instances':
        return this.#instances(call);
      default:
        return empty(404);
    }
  }

  async #orchestrators(call: Call): Promise<DurableResponse> {
    const [, name, id, more] = call.path;
    if (call.method !== 'POST' || name === undefined || more !== undefined) return empty(404);
    return this.#starts.start(call, name, id);
  }

  async #instances(call: Call): Promise<DurableResponse> {
    const [, id, action, name] = call.path;
    const { method } = call;
    if (id === undefined) {
      if (method === 'GET') return this.#queries.list(call);
      return method === 'DELETE' ? this.#controls.purgeMany(call) : empty(404);
    }
    if (action === undefined) {
      if (method === 'GET') return this.#queries.status(call, id);
      return method === 'DELETE' ? this.#controls.purge(id) : empty(404);
    }
    if (method !== 'POST') return empty(404);
    switch (action.toLowerCase()) {
      case 'raiseevent':
        return name === undefined ? empty(404) : this.#controls.raise(call, id, name);
      case 'terminate':
        return this.#controls.terminate(call, id);
      case 'suspend':
        return this.#controls.suspend(call, id);
      case 'resume':
        return this.#controls.resume(call, id);
      case 'rewind':
        return this.#controls.rewind(call, id);
      case 'restart':
        return this.#starts.restart(call, id);
      default:
        return empty(404);
    }
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part;
  }
}

/** Names in a query are the same whatever their case. */
function lowerCased(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams(
    [...query].map(([name, value]): [string, string] => [name.toLowerCase(), value]),
  );
}
