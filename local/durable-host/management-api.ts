import { randomUUID } from 'node:crypto';
import { hubQuery, managementUrls } from './client-binding.js';
import type { DurableRequest, DurableResponse } from './durable-host.js';
import type { Engine } from './engine.js';
import { EventType, type HistoryEvent } from './history.js';
import { isTerminal, type InstanceState } from './instance.js';
import type { DurableSettings } from './settings.js';
import type { StatusFilter, TaskHub } from './task-hub.js';

interface ApiOptions {
  readonly engine: Engine;
  readonly hub: TaskHub;
  readonly settings: DurableSettings;
  readonly baseUrl: string;
  readonly now: () => number;
}

interface Call {
  readonly method: string;
  /** Decoded. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly request: DurableRequest;
}

const PAGE = 100;
/** Neither a leading `@` (entities) nor what a table key or an address can't carry. */
const BAD_ID = /^@|[/\\#?\u0000-\u001f\u007f]|^.{257,}$/u;

/** The endpoints that `DurableClient` calls and the management addresses point to (README, "Protocol"). */
export class ManagementApi {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async handle(request: DurableRequest): Promise<DurableResponse> {
    const url = new URL(request.path, 'http://local/');
    const path = url.pathname.split('/').filter((part) => part !== '');
    const call: Call = { method: request.method, path: path.map(decode), query: url.searchParams, request };
    const [root, id, action, name] = call.path;
    if (root === 'orchestrators' && id !== undefined && call.method === 'POST')
      return this.#start(call, id, action);
    if (root !== 'instances') return failure(404, 'There is no such endpoint.');
    if (id === undefined) return call.method === 'DELETE' ? this.#purgeMany(call) : this.#list(call);
    if (action === undefined) return call.method === 'DELETE' ? this.#purge(id) : this.#status(call, id);
    if (call.method !== 'POST') return failure(405, 'Use POST.');
    switch (action.toLowerCase()) {
      case 'raiseevent':
        return this.#raise(call, id, name ?? '');
      case 'terminate':
        return this.#control(call, id, EventType.ExecutionTerminated);
      case 'suspend':
        return this.#control(call, id, EventType.ExecutionSuspended);
      case 'resume':
        return this.#control(call, id, EventType.ExecutionResumed);
      case 'restart':
        return this.#restart(call, id);
      default:
        return failure(404, 'There is no such operation.');
    }
  }

  async #start(call: Call, name: string, id: string | undefined): Promise<DurableResponse> {
    const instanceId = id ?? randomUUID().replaceAll('-', '');
    if (BAD_ID.test(instanceId))
      return failure(400, 'The instance id has characters that are not allowed, or too many.');
    const { engine, settings } = this.#options;
    if (!engine.has(name, 'orchestration')) {
      return failure(
        400,
        `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function.`,
      );
    }
    const body = call.request.body;
    if (!isJson(body)) return failure(400, 'The body is not JSON.');
    const version = call.query.get('version') ?? settings.defaultVersion;
    const begun = await engine.begin({
      instanceId,
      name,
      version,
      input: body === '' ? null : body,
      parent: null,
    });
    if (begun === 'running') {
      return failure(
        409,
        `An Orchestration instance with the status Running already exists under '${instanceId}'.`,
      );
    }
    return this.#accepted(instanceId, 10);
  }

  #accepted(id: string, retryAfter: number): DurableResponse {
    const urls = managementUrls(this.#options.baseUrl, id, hubQuery(this.#options.settings.hubName));
    return json(202, urls, { Location: urls['statusQueryGetUri'] ?? '', 'Retry-After': String(retryAfter) });
  }

  async #status(call: Call, id: string): Promise<DurableResponse> {
    const showHistory = call.query.get('showHistory') === 'true';
    const record = showHistory ? await this.#options.hub.load(id) : await this.#options.hub.loadState(id);
    if (record === undefined) return failure(404, `No instance with ID '${id}' was found.`);
    const { state } = record;
    const body = statusBody(state, {
      showInput: call.query.get('showInput') !== 'false',
      ...('history' in record ? { history: record.history } : {}),
    });
    if (state.status === 'Failed' && call.query.get('returnInternalServerErrorOnFailure') === 'true') {
      return json(500, body);
    }
    if (isTerminal(state.status)) return json(200, body);
    const urls = managementUrls(this.#options.baseUrl, id, hubQuery(this.#options.settings.hubName));
    return json(202, body, { Location: urls['statusQueryGetUri'] ?? '', 'Retry-After': '5' });
  }

  async #list(call: Call): Promise<DurableResponse> {
    const size = Number(call.query.get('top') ?? PAGE);
    const token = call.request.headers['x-ms-continuation-token'];
    const page = await this.#options.hub.page(
      filterOf(call.query),
      size > 0 ? size : PAGE,
      token === '' ? undefined : token,
    );
    const showInput = call.query.get('showInput') !== 'false';
    const body = page.states.map((state) => statusBody(state, { showInput }));
    return json(200, body, { 'x-ms-continuation-token': page.next ?? '' });
  }

  async #raise(call: Call, id: string, name: string): Promise<DurableResponse> {
    const found = await this.#options.hub.loadState(id);
    if (found === undefined) return failure(404, `No instance with ID '${id}' was found.`);
    if (isTerminal(found.state.status)) return { status: 410, headers: {}, body: '' };
    if (name === '') return failure(400, 'Name the event.');
    const { body } = call.request;
    if (!isJson(body)) return failure(400, 'The body is not JSON.');
    const event = { ...this.#event(EventType.EventRaised), Name: name, Input: body === '' ? 'null' : body };
    await this.#options.engine.send(id, { event });
    return { status: 202, headers: {}, body: '' };
  }

  async #control(call: Call, id: string, type: HistoryEvent['EventType']): Promise<DurableResponse> {
    const found = await this.#options.hub.loadState(id);
    if (found === undefined) return failure(404, `No instance with ID '${id}' was found.`);
    if (isTerminal(found.state.status)) return { status: 410, headers: {}, body: '' };
    const event = { ...this.#event(type), Reason: call.query.get('reason') ?? '' };
    await this.#options.engine.send(id, { event });
    return { status: 202, headers: {}, body: '' };
  }

  async #restart(call: Call, id: string): Promise<DurableResponse> {
    const found = await this.#options.hub.loadState(id);
    if (found === undefined) return failure(404, `No instance with ID '${id}' was found.`);
    const fresh = call.query.get('restartWithNewInstanceId') !== 'false';
    const instanceId = fresh ? randomUUID().replaceAll('-', '') : id;
    const { name, input, version } = found.state;
    const begun = await this.#options.engine.begin({ instanceId, name, input, version, parent: null });
    return begun === 'begun' ? this.#accepted(instanceId, 10) : failure(409, 'The instance has not ended.');
  }

  async #purge(id: string): Promise<DurableResponse> {
    return this.#options.engine.locked(id, async () => {
      const found = await this.#options.hub.loadState(id);
      if (found === undefined) return failure(404, `No instance with ID '${id}' was found.`);
      if (!isTerminal(found.state.status)) return failure(412, `The instance '${id}' has not ended.`);
      await this.#options.hub.purge(id);
      return json(200, { instancesDeleted: 1 });
    });
  }

  async #purgeMany(call: Call): Promise<DurableResponse> {
    if (!call.query.has('createdTimeFrom')) return failure(400, 'Please provide value for createdTimeFrom.');
    const ids: string[] = [];
    let next: string | undefined;
    do {
      const page = await this.#options.hub.page(filterOf(call.query), 1000, next);
      ids.push(...page.states.filter(({ status }) => isTerminal(status)).map(({ instanceId }) => instanceId));
      next = page.next;
    } while (next !== undefined);
    let instancesDeleted = 0;
    for (const id of ids) if ((await this.#purge(id)).status === 200) instancesDeleted += 1;
    return instancesDeleted === 0 ? failure(404, 'No instance matched.') : json(200, { instancesDeleted });
  }

  #event(type: HistoryEvent['EventType']): HistoryEvent {
    return { EventType: type, EventId: -1, Timestamp: new Date(this.#options.now()).toISOString() };
  }
}

function statusBody(
  state: InstanceState,
  { history, showInput }: { readonly history?: readonly HistoryEvent[]; readonly showInput: boolean },
) {
  return {
    name: state.name,
    instanceId: state.instanceId,
    runtimeStatus: state.status,
    input: showInput && state.input !== null ? (JSON.parse(state.input) as unknown) : null,
    customStatus: state.customStatus ?? null,
    output: state.output === null ? null : (JSON.parse(state.output) as unknown),
    createdTime: wholeSeconds(state.createdAt),
    lastUpdatedTime: wholeSeconds(state.updatedAt),
    ...(history === undefined ? {} : { historyEvents: history }),
  };
}

function filterOf(query: URLSearchParams): StatusFilter {
  const date = (key: string): Date | undefined => {
    const value = new Date(query.get(key) ?? '');
    return Number.isNaN(value.getTime()) ? undefined : value;
  };
  const createdFrom = date('createdTimeFrom');
  const createdTo = date('createdTimeTo');
  const statuses = (query.get('runtimeStatus') ?? '').split(',').filter((status) => status !== '');
  const idPrefix = query.get('instanceIdPrefix');
  return {
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdTo === undefined ? {} : { createdTo }),
    ...(statuses.length === 0 ? {} : { statuses }),
    ...(idPrefix === null ? {} : { idPrefix }),
  };
}

function wholeSeconds(instant: string): string {
  return instant.replace(/\.\d+Z$/, 'Z');
}

function isJson(text: string): boolean {
  if (text === '') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    return part;
  }
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): DurableResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

function failure(status: number, message: string): DurableResponse {
  return json(status, { Message: message });
}
