import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { failure, json, NO_ARGUMENT } from './answers.js';
import { hubQuery, managementUrls } from './client-binding.js';
import type { DurableResponse } from './durable-host.js';
import { isTerminal } from './instance.js';
import type { InstanceQueries } from './instance-queries.js';
import { isJson } from './json-text.js';
import type { ApiOptions, Call } from './management-call.js';

/** What a table key or an address can't carry, and more than the hub can hold. */
const BAD_ID = /[/\\#?\u0000-\u001f\u007f-\u009f]|^.{257,}$/u;

/** Starting instances, and starting them again. */
export class StartEndpoints {
  readonly #options: ApiOptions;
  readonly #queries: InstanceQueries;

  constructor(options: ApiOptions, queries: InstanceQueries) {
    this.#options = options;
    this.#queries = queries;
  }

  async start(call: Call, name: string, id: string | undefined): Promise<DurableResponse> {
    const { engine, settings } = this.#options;
    const instanceId = id ?? newId();
    const why = engine.functions.whyMissing(name, 'orchestration') ?? whyBadId(instanceId);
    if (why !== undefined) return failure(400, NO_ARGUMENT, why);
    const { body } = call.request;
    if (!isJson(body)) return failure(400, 'Invalid JSON content');
    const version = call.query.get('version') ?? settings.defaultVersion;
    const input = body === '' ? null : body;
    const registered = engine.functions.find(name, 'orchestration') ?? name;
    return this.#begin(call, { instanceId, name: registered, version, input, parent: null });
  }

  async restart(call: Call, id: string): Promise<DurableResponse> {
    const found = await this.#options.hub.loadState(id);
    if (found === undefined) return failure(400, 'InstanceId does not match a valid orchestration instance.');
    const { name, input, version } = found.state;
    const fresh = call.query.get('restartwithnewinstanceid')?.toLowerCase() !== 'false';
    return this.#begin(call, { instanceId: fresh ? newId() : id, name, input, version, parent: null });
  }

  async #begin(call: Call, instance: Parameters<ApiOptions['engine']['begin']>[0]): Promise<DurableResponse> {
    const { engine } = this.#options;
    const { instanceId } = instance;
    const begun = await engine.track(() => engine.begin(instance));
    if (begun === 'running') {
      const found = await this.#options.hub.loadState(instanceId);
      const status = found?.state.status ?? 'Running';
      return failure(409, `An Orchestration instance with the status ${status} already exists.`);
    }
    const timeout = seconds(call, 'timeout');
    const interval = seconds(call, 'pollinginterval');
    if (timeout === undefined || interval === undefined) return this.#accepted(instanceId);
    return this.#wait(call, instanceId, timeout, interval);
  }

  /** In real time, as the caller's patience is. */
  async #wait(call: Call, id: string, timeout: number, interval: number): Promise<DurableResponse> {
    if (interval > timeout) {
      const why = `Total timeout ${timeout} should be bigger than retry timeout ${interval}`;
      return failure(400, NO_ARGUMENT, why);
    }
    const until = performance.now() + timeout * 1000;
    for (;;) {
      const found = await this.#options.hub.loadState(id);
      if (found?.state.status === 'Completed')
        return json(200, found.state.output === null ? null : JSON.parse(found.state.output));
      if (found !== undefined && isTerminal(found.state.status)) return this.#queries.status(call, id);
      const left = until - performance.now();
      if (left <= 0) return this.#accepted(id);
      await sleep(Math.min(left, interval * 1000));
    }
  }

  #accepted(id: string): DurableResponse {
    const { baseUrl, settings } = this.#options;
    const urls = managementUrls(baseUrl, id, hubQuery(settings.hubName));
    return json(202, urls, { Location: urls['statusQueryGetUri'] ?? '', 'Retry-After': '10' });
  }
}

function whyBadId(id: string): string | undefined {
  if (id.startsWith('@')) return 'Orchestration instance ids must not start with @.';
  if (!BAD_ID.test(id)) return undefined;
  return 'Orchestration instance ids must not contain /, \\, #, ?, or control characters, nor more than 256 of any.';
}

function newId(): string {
  return randomUUID().replaceAll('-', '');
}

function seconds(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  const value = text === null || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}
