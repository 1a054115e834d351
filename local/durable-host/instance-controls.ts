import { empty, failure, json, WENT_WRONG } from './answers.js';
import type { DurableResponse } from './durable-host.js';
import { isEmpty } from './entity-state.js';
import { EventType, type HistoryEvent } from './history.js';
import { isTerminal, type InstanceState, type RuntimeStatus } from './instance.js';
import { filterOf } from './instance-queries.js';
import { isJson } from './json-text.js';
import type { ApiOptions, Call } from './management-call.js';
import { queryStatus } from './status-query.js';

const ALIVE: readonly RuntimeStatus[] = ['Running', 'Pending', 'ContinuedAsNew'];

/** Everything that acts on instances that are there already. */
export class InstanceControls {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async raise(call: Call, id: string, name: string): Promise<DurableResponse> {
    return this.#live(id, async () => {
      const { body, headers } = call.request;
      if (headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
        return failure(400, 'Only application/json request content is supported');
      if (!isJson(body)) return failure(400, 'Invalid JSON content');
      const event = { ...this.#event(EventType.EventRaised), Name: name, Input: body === '' ? 'null' : body };
      await this.#options.engine.send(id, { event });
      return empty(202);
    });
  }

  async terminate(call: Call, id: string): Promise<DurableResponse> {
    return this.#control(call, id, EventType.ExecutionTerminated, 'terminate', [...ALIVE, 'Suspended']);
  }

  async suspend(call: Call, id: string): Promise<DurableResponse> {
    return this.#control(call, id, EventType.ExecutionSuspended, 'suspend', ALIVE);
  }

  async resume(call: Call, id: string): Promise<DurableResponse> {
    return this.#control(call, id, EventType.ExecutionResumed, 'resume', ['Suspended']);
  }

  async rewind(call: Call, id: string): Promise<DurableResponse> {
    const found = await this.#options.hub.loadState(id);
    if (found === undefined) return empty(404);
    const isDone = await this.#tracked(() => this.#options.engine.rewind(id, call.query.get('reason') ?? ''));
    if (isDone) return empty(202);
    return text(412, 'The rewind operation is only supported on failed orchestration instances.');
  }

  async purge(id: string): Promise<DurableResponse> {
    const { engine, hub } = this.#options;
    return engine.locked(id, async () => {
      const found = await hub.loadState(id);
      const entity = found?.state.entity;
      if (found === undefined || (entity !== undefined && isEmpty(entity))) return empty(404);
      if (!isTerminal(found.state.status) && entity === undefined)
        return text(412, `The instance '${id}' has not ended.`);
      await engine.purge(id);
      return json(200, { instancesDeleted: 1 });
    });
  }

  async purgeMany(call: Call): Promise<DurableResponse> {
    const filter = filterOf(call.query);
    if (filter.createdFrom === undefined)
      return json(400, "Please provide value for 'createdTimeFrom' parameter.");
    const ids: string[] = [];
    let next: string | undefined;
    do {
      const page = await queryStatus(this.#options.hub, filter, 1000, next);
      ids.push(...page.states.filter(({ status }) => isTerminal(status)).map(({ instanceId }) => instanceId));
      next = page.next;
    } while (next !== undefined);
    let instancesDeleted = 0;
    for (const id of ids) if ((await this.purge(id)).status === 200) instancesDeleted += 1;
    return instancesDeleted === 0 ? empty(404) : json(200, { instancesDeleted });
  }

  async #control(
    call: Call,
    id: string,
    type: HistoryEvent['EventType'],
    verb: string,
    from: readonly RuntimeStatus[],
  ): Promise<DurableResponse> {
    return this.#live(id, async ({ status }) => {
      if (!from.includes(status)) {
        const message = `Cannot ${verb} orchestration instance in the ${status} state.`;
        this.#options.log('warning', 'Host.Triggers.DurableTask', `${id}: ${message}`);
        const why = `Cannot ${verb} the orchestration instance ${id} because instance is in the ${status} state.`;
        return failure(500, WENT_WRONG, why);
      }
      const event = { ...this.#event(type), Reason: call.query.get('reason') ?? '' };
      await this.#options.engine.send(id, { event });
      return empty(202);
    });
  }

  /** 404 for what is not there, 410 for what is over. */
  async #live(id: string, act: (state: InstanceState) => Promise<DurableResponse>): Promise<DurableResponse> {
    const found = await this.#options.hub.loadState(id);
    if (found === undefined) return empty(404);
    if (isTerminal(found.state.status)) return empty(410);
    return this.#tracked(() => act(found.state));
  }

  /** Virtual time waits until it is done. */
  async #tracked<T>(work: () => Promise<T>): Promise<T> {
    return this.#options.engine.track(work);
  }

  #event(type: HistoryEvent['EventType']): HistoryEvent {
    return { EventType: type, EventId: -1, Timestamp: new Date(this.#options.now()).toISOString() };
  }
}

function text(status: number, body: string): DurableResponse {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body };
}
