import { toChunks } from './chunks.js';
import { isEmpty } from './entity-state.js';
import type { HistoryEvent } from './history.js';
import { headerKey, partitionOf } from './hub-keys.js';
import { isTerminal, type InstanceState } from './instance.js';

/**
 * An instance's first row: what queries look for in columns of their own, the rest as packed text.
 *
 * @param history all of it as JSON text while it is short, else empty
 */
export function headerRow(state: InstanceState, packed: string, history: string) {
  return {
    partitionKey: partitionOf(state.instanceId),
    rowKey: headerKey(state.instanceId),
    history,
    name: state.name,
    status: state.status,
    createdAt: state.createdAt,
    updatedAt: state.updatedAt,
    done: isTerminal(state.status),
    gone: state.entity !== undefined && isEmpty(state.entity),
    busy: state.busy,
    due: state.due === null ? '' : String(state.due),
    ...toChunks(packed),
  };
}

export function inlineHistory({ history }: Readonly<Record<string, unknown>>): readonly HistoryEvent[] {
  return typeof history === 'string' && history !== '' ? (JSON.parse(history) as HistoryEvent[]) : [];
}
