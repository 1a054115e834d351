import { randomUUID } from 'node:crypto';
import { empty, failure, json } from './answers.js';
import type { DurableResponse } from './durable-host.js';
import { ENTITY_EVENT, entityIdOf, instanceIdOf, isEmpty, type EntityRequest } from './entity-state.js';
import { EventType } from './history.js';
import { flag } from './instance-queries.js';
import { isJson } from './json-text.js';
import type { ApiOptions, Call } from './management-call.js';
import { queryStatus, type StatusFilter } from './status-query.js';

const BAD_KEY = /[/\\#?\u0000-\u001f\u007f-\u009f]/u;
/** Stands for an empty key in an address. */
const EMPTY_KEY = '$';
const PAGE = 100;

/** Signalling entities, reading their state, listing them. */
export class EntityEndpoints {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async handle(call: Call): Promise<DurableResponse> {
    const [, name, key, more] = call.path;
    if (more !== undefined) return empty(404);
    if (call.method === 'GET')
      return name === undefined || key === undefined ? this.#list(call, name) : this.#read(name, key);
    if (name === undefined || key === undefined || !['POST', 'DELETE'].includes(call.method))
      return empty(404);
    return this.#signal(call, name, key === EMPTY_KEY ? '' : key);
  }

  async #signal(call: Call, name: string, key: string): Promise<DurableResponse> {
    const { engine, now } = this.#options;
    const why = engine.functions.whyMissing(name, 'entity');
    if (why !== undefined) return failure(400, why);
    if (BAD_KEY.test(key))
      return failure(400, 'Entity keys must not contain /, \\, #, ?, or control characters.');
    const { body, headers } = call.request;
    const isJsonBody = headers['content-type']?.split(';')[0]?.trim().toLowerCase() === 'application/json';
    if (isJsonBody && !isJson(body)) return failure(400, 'Could not parse JSON content');
    const input = isJsonBody ? body : JSON.stringify(body);
    const request: EntityRequest = {
      op: call.method === 'DELETE' ? 'delete' : (call.query.get('op') ?? ''),
      signal: true,
      ...(body === '' || input === 'null' ? {} : { input }),
      id: randomUUID(),
    };
    const event = {
      EventType: EventType.EventRaised,
      EventId: -1,
      Timestamp: new Date(now()).toISOString(),
      Name: ENTITY_EVENT.request,
      Input: JSON.stringify(request),
    };
    await engine.track(() => engine.send(instanceIdOf({ name, key }), { event }));
    return empty(202);
  }

  async #read(name: string, key: string): Promise<DurableResponse> {
    const id = instanceIdOf({ name, key: key === EMPTY_KEY ? '' : key });
    const entity = (await this.#options.hub.loadState(id))?.state.entity;
    if (entity?.exists !== true || entity.state === null) return empty(404);
    return json(200, JSON.parse(entity.state));
  }

  async #list(call: Call, name: string | undefined): Promise<DurableResponse> {
    const size = Number(call.query.get('top') ?? PAGE);
    const token = call.request.headers['x-ms-continuation-token'];
    const fetchState = flag(call, 'fetchstate') ?? false;
    const page = await queryStatus(
      this.#options.hub,
      filterOf(call.query, name),
      Number.isInteger(size) && size > 0 ? size : PAGE,
      token === '' ? undefined : token,
    );
    const entities = page.states
      .filter(({ entity }) => entity !== undefined && !isEmpty(entity))
      .map(({ entity, instanceId, updatedAt }) => ({
        entityId: entityIdOf(instanceId),
        lastOperationTime: updatedAt,
        ...(fetchState
          ? { state: typeof entity?.state === 'string' ? (JSON.parse(entity.state) as unknown) : null }
          : {}),
      }));
    return json(200, entities, { 'x-ms-continuation-token': page.next ?? '' });
  }
}

function filterOf(query: URLSearchParams, name: string | undefined): StatusFilter {
  const instant = (key: string): Date | undefined => {
    const value = new Date(query.get(key) ?? '');
    return Number.isNaN(value.getTime()) ? undefined : value;
  };
  const updatedFrom = instant('lastoperationtimefrom');
  const updatedTo = instant('lastoperationtimeto');
  return {
    idPrefix: name === undefined ? '@' : `@${name.toLowerCase()}@`,
    ...(updatedFrom === undefined ? {} : { updatedFrom }),
    ...(updatedTo === undefined ? {} : { updatedTo }),
  };
}
