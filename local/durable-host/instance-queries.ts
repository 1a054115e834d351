import { empty, json } from './answers.js';
import type { DurableResponse } from './durable-host.js';
import { isEmpty } from './entity-state.js';
import { isTerminal, type InstanceState } from './instance.js';
import type { ApiOptions, Call } from './management-call.js';
import { shownHistory } from './shown-history.js';
import { queryStatus, type StatusFilter } from './status-query.js';

const PAGE = 100;

/** Looking at instances: one, or page by page those that a filter lets through. */
export class InstanceQueries {
  readonly #options: ApiOptions;

  constructor(options: ApiOptions) {
    this.#options = options;
  }

  async status(call: Call, id: string): Promise<DurableResponse> {
    const { hub } = this.#options;
    const showHistory = flag(call, 'showhistory') ?? false;
    const showInput = flag(call, 'showinput') ?? true;
    const showOutput = flag(call, 'showhistoryoutput') ?? false;
    const record = showHistory ? await hub.load(id) : await hub.loadState(id);
    const state = record?.state;
    if (state === undefined || (state.entity !== undefined && isEmpty(state.entity))) return empty(404);
    const history =
      record !== undefined && 'history' in record && state.status !== 'Pending'
        ? { historyEvents: shownHistory(record.history, { showInput, showOutput }) }
        : {};
    const body = { ...statusBody(state, showInput), ...history };
    if (state.status === 'Failed' && flag(call, 'returninternalservererroronfailure') === true)
      return json(500, body);
    if (isTerminal(state.status)) return json(200, body);
    return json(202, body, { Location: call.url, 'Retry-After': '5' });
  }

  async list(call: Call): Promise<DurableResponse> {
    const size = Number(call.query.get('top') ?? PAGE);
    const token = call.request.headers['x-ms-continuation-token'];
    const page = await queryStatus(
      this.#options.hub,
      filterOf(call.query),
      Number.isInteger(size) && size > 0 ? size : PAGE,
      token === '' ? undefined : token,
    );
    const showInput = flag(call, 'showinput') ?? true;
    const body = page.states.map((state) => statusBody(state, showInput));
    return json(200, body, { 'x-ms-continuation-token': page.next ?? '' });
  }
}

export function filterOf(query: URLSearchParams): StatusFilter {
  const date = (key: string): Date | undefined => {
    const value = new Date(query.get(key) ?? '');
    return Number.isNaN(value.getTime()) ? undefined : value;
  };
  const createdFrom = date('createdtimefrom');
  const createdTo = date('createdtimeto');
  const statuses = query.getAll('runtimestatus').flatMap((value) => value.split(','));
  const named = statuses.filter((status) => status !== '');
  const idPrefix = query.get('instanceidprefix');
  return {
    ...(createdFrom === undefined ? {} : { createdFrom }),
    ...(createdTo === undefined ? {} : { createdTo }),
    ...(named.length === 0 ? {} : { statuses: named }),
    ...(idPrefix === null || idPrefix === '' ? {} : { idPrefix }),
  };
}

export function flag(call: Call, name: string): boolean | undefined {
  const value = call.query.get(name)?.toLowerCase();
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

function statusBody(state: InstanceState, showInput: boolean) {
  return {
    name: state.name,
    instanceId: state.instanceId,
    runtimeStatus: state.status,
    input: showInput ? parsed(state.input) : null,
    customStatus: state.customStatus ?? null,
    output: parsed(state.output),
    createdTime: wholeSeconds(state.createdAt),
    lastUpdatedTime: wholeSeconds(state.updatedAt),
  };
}

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

function wholeSeconds(instant: string): string {
  return instant.replace(/\.\d+Z$/, 'Z');
}
