import { odata, TableClient, type TableEntityResult, type TransactionAction } from '@azure/data-tables';
import { fromChunks, rowsOf, toChunks } from './chunks.js';
import type { HistoryEvent } from './history.js';
import type { InboxMessage, InstanceRecord, InstanceState, OutboxMessage } from './instance.js';

/** What one turn changes of its instance, written in one transaction. */
export interface TurnCommit {
  readonly state: InstanceState;
  readonly etag: string;
  readonly history: readonly HistoryEvent[];
  /** Row keys of inbox messages the turn took in. */
  readonly consumed: readonly string[];
  readonly outbox: readonly OutboxMessage[];
}

export interface StatusFilter {
  readonly createdFrom?: Date;
  readonly createdTo?: Date;
  readonly statuses?: readonly string[];
  readonly idPrefix?: string;
}

/** A transaction holds 100 rows; a turn takes in no more messages than leave room for what it writes. */
export const INBOX_AT_ONCE = 50;

type Row = TableEntityResult<Record<string, unknown>>;

/**
 * The emulator looks through a whole table for any query, so the hub is spread over several: with tens of thousands of
 * instances each still answers at once.
 */
const TABLES = 16;

/** The task hub in tables: a partition an instance, a transaction a turn. */
export class TaskHub {
  readonly #tables: readonly TableClient[];
  #sequence = 0;

  constructor(storage: string, hubName: string) {
    const name = hubName.replace(/[^A-Za-z0-9]/g, '');
    this.#tables = Array.from({ length: TABLES }, (_, n) =>
      TableClient.fromConnectionString(storage, `${name}Instances${n.toString().padStart(2, '0')}`, {
        allowInsecureConnection: true,
        retryOptions: { maxRetries: 5, retryDelayInMs: 50, maxRetryDelayInMs: 1000 },
      }),
    );
  }

  async open(): Promise<void> {
    await Promise.all(this.#tables.map((table) => table.createTable()));
  }

  /** Everything of one instance, in one query. */
  async load(instanceId: string): Promise<InstanceRecord | undefined> {
    const rows: Row[] = [];
    const query = { filter: odata`PartitionKey eq ${partitionOf(instanceId)}` };
    for await (const row of this.#tableOf(instanceId).listEntities({ queryOptions: query })) rows.push(row);
    const header = rows.find(({ rowKey }) => rowKey === 'state');
    if (header === undefined) return undefined;
    const state = JSON.parse(fromChunks(header)) as InstanceState;
    const prefix = historyPrefix(state.generation);
    const history = rows.filter(({ rowKey }) => rowKey?.startsWith(prefix)).map(fromChunks);
    return {
      state,
      etag: header.etag,
      history: joinHistory(history),
      inbox: messages<InboxMessage>(rows, 'in:'),
      outbox: messages<OutboxMessage>(rows, 'out:'),
    };
  }

  async loadState(instanceId: string): Promise<{ state: InstanceState; etag: string } | undefined> {
    try {
      const row = await this.#tableOf(instanceId).getEntity(partitionOf(instanceId), 'state');
      return { state: JSON.parse(fromChunks(row)) as InstanceState, etag: row.etag };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** Writes the header of a new execution with its first message. `exists`: somebody else was first. */
  async begin(
    state: InstanceState,
    first: InboxMessage,
    etag: string | undefined,
  ): Promise<'begun' | 'exists'> {
    const partitionKey = partitionOf(state.instanceId);
    const header = headerRow(state);
    const message = { partitionKey, rowKey: this.#inboxKey(), ...toChunks(JSON.stringify(first)) };
    const actions: TransactionAction[] = [
      etag === undefined ? ['create', header] : ['update', header, 'Replace', { etag }],
      ['create', message],
    ];
    try {
      await this.#tableOf(state.instanceId).submitTransaction(actions);
      return 'begun';
    } catch (error) {
      const status = statusOf(error);
      if (status === 409 || status === 412) return 'exists';
      throw error;
    }
  }

  async commit({ state, etag, history, consumed, outbox }: TurnCommit): Promise<string> {
    const partitionKey = partitionOf(state.instanceId);
    const rows = history.length === 0 ? [] : rowsOf(JSON.stringify(history));
    const turn = state.turns.toString().padStart(8, '0');
    const actions: TransactionAction[] = [
      ['update', headerRow(state), 'Replace', { etag }],
      ...rows.map((text, n): TransactionAction => {
        const rowKey = `${historyPrefix(state.generation)}${turn}:${n.toString().padStart(4, '0')}`;
        return ['upsert', { partitionKey, rowKey, ...toChunks(text) }, 'Replace'];
      }),
      ...consumed.map((rowKey): TransactionAction => ['delete', { partitionKey, rowKey }]),
      ...outbox.map((message, n): TransactionAction => {
        const rowKey = `out:${state.generation}:${turn}:${n.toString().padStart(4, '0')}`;
        return ['upsert', { partitionKey, rowKey, ...toChunks(JSON.stringify(message)) }, 'Replace'];
      }),
    ];
    const [header] = (await this.#tableOf(state.instanceId).submitTransaction(actions)).subResponses;
    return header?.etag ?? '';
  }

  async send(instanceId: string, message: InboxMessage): Promise<void> {
    const partitionKey = partitionOf(instanceId);
    await this.#tableOf(instanceId).createEntity({
      partitionKey,
      rowKey: this.#inboxKey(),
      ...toChunks(JSON.stringify(message)),
    });
  }

  async delivered(instanceId: string, rowKey: string): Promise<void> {
    await this.#delete(instanceId, rowKey);
  }

  /** Rows of earlier executions, left behind when an id is used again. */
  async dropOldHistory(instanceId: string, generation: number): Promise<void> {
    const partition = partitionOf(instanceId);
    const current = historyPrefix(generation);
    const filter = odata`PartitionKey eq ${partition} and RowKey ge 'h:' and RowKey lt 'h;'`;
    for await (const { rowKey } of this.#tableOf(instanceId).listEntities({
      queryOptions: { filter, select: ['rowKey'] },
    })) {
      if (rowKey !== undefined && !rowKey.startsWith(current)) await this.#delete(instanceId, rowKey);
    }
  }

  /** The header goes last: a purge that dies half way can be done again. */
  async purge(instanceId: string): Promise<void> {
    const partition = partitionOf(instanceId);
    const filter = odata`PartitionKey eq ${partition}`;
    for await (const { rowKey } of this.#tableOf(instanceId).listEntities({
      queryOptions: { filter, select: ['rowKey'] },
    })) {
      if (rowKey !== undefined && rowKey !== 'state') await this.#delete(instanceId, rowKey);
    }
    await this.#delete(instanceId, 'state');
  }

  /** What was under way when the last host died: instances with timers or work, and those with unread messages. */
  async *unfinished(): AsyncGenerator<{
    readonly instanceId: string;
    readonly due: number | null;
    readonly busy: boolean;
  }> {
    // An ended instance may still owe its parent the news: undelivered messages count whoever wrote them.
    const messages = "(RowKey ge 'in:' and RowKey lt 'in;') or (RowKey ge 'out:' and RowKey lt 'out;')";
    const filter = `(RowKey eq 'state' and done eq false) or ${messages}`;
    const select = ['partitionKey', 'rowKey', 'due', 'busy'];
    for (const table of this.#tables) {
      for await (const row of table.listEntities({ queryOptions: { filter, select } })) {
        const isHeader = row.rowKey === 'state';
        yield {
          instanceId: instanceOf(row.partitionKey ?? ''),
          due: isHeader && typeof row['due'] === 'string' && row['due'] !== '' ? Number(row['due']) : null,
          busy: !isHeader || row['busy'] === true,
        };
      }
    }
  }

  /** One page over all tables. The token says in which table to go on, and where. */
  async page(
    filter: StatusFilter,
    size: number,
    continuationToken: string | undefined,
  ): Promise<{ readonly states: readonly InstanceState[]; readonly next?: string }> {
    const clauses = [
      "RowKey eq 'state'",
      ...(filter.createdFrom ? [`createdAt ge '${filter.createdFrom.toISOString()}'`] : []),
      ...(filter.createdTo ? [`createdAt le '${filter.createdTo.toISOString()}'`] : []),
      ...(filter.statuses && filter.statuses.length > 0
        ? [`(${filter.statuses.map((status) => odata`status eq ${status}`).join(' or ')})`]
        : []),
      ...(filter.idPrefix
        ? [
            odata`PartitionKey ge ${partitionOf(filter.idPrefix)} and PartitionKey lt ${`${partitionOf(filter.idPrefix)}~`}`,
          ]
        : []),
    ];
    const [first = '0', within = ''] = (continuationToken ?? '').split(/:(.*)/s);
    const states: InstanceState[] = [];
    let token = within;
    for (let n = Number(first); n < TABLES; n += 1) {
      const pages = this.#tables[n]
        ?.listEntities({ queryOptions: { filter: clauses.join(' and ') } })
        .byPage({ maxPageSize: size - states.length, ...(token === '' ? {} : { continuationToken: token }) });
      const page = await pages?.next();
      const rows = (page?.value ?? []) as Row[] & { continuationToken?: string };
      states.push(...rows.map((row) => JSON.parse(fromChunks(row)) as InstanceState));
      token = rows.continuationToken ?? '';
      if (token !== '') return { states, next: `${n}:${token}` };
      if (states.length >= size && n + 1 < TABLES) return { states, next: `${n + 1}:` };
    }
    return { states };
  }

  #tableOf(instanceId: string): TableClient {
    const [table] = this.#tables.slice(tableNumber(instanceId));
    if (table === undefined) throw new Error('There is no such table.');
    return table;
  }

  async #delete(instanceId: string, rowKey: string): Promise<void> {
    try {
      await this.#tableOf(instanceId).deleteEntity(partitionOf(instanceId), rowKey);
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }

  /** Keys sort by arrival: time, then a counter for what arrives within one millisecond. */
  #inboxKey(): string {
    this.#sequence += 1;
    const time = Date.now().toString().padStart(15, '0');
    const count = this.#sequence.toString().padStart(10, '0');
    return `in:${time}:${count}:${Math.random().toString(36).slice(2, 8)}`;
  }
}

/** Which of the tables an instance is in: FNV-1a over its id. */
export function tableNumber(instanceId: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(instanceId)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % TABLES;
}

function headerRow(state: InstanceState) {
  return {
    partitionKey: partitionOf(state.instanceId),
    rowKey: 'state',
    name: state.name,
    status: state.status,
    createdAt: state.createdAt,
    done: ['Completed', 'Failed', 'Terminated', 'Canceled'].includes(state.status),
    busy: state.busy,
    due: state.due === null ? '' : String(state.due),
    ...toChunks(JSON.stringify(state)),
  };
}

function historyPrefix(generation: number): string {
  return `h:${generation.toString().padStart(6, '0')}:`;
}

/** A turn's rows are pieces of one JSON array; arrays of turns follow each other. */
function joinHistory(texts: readonly string[]): readonly HistoryEvent[] {
  const events: HistoryEvent[] = [];
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (!piece.endsWith(']')) continue;
    try {
      events.push(...(JSON.parse(piece) as HistoryEvent[]));
      piece = '';
    } catch {
      continue;
    }
  }
  return events;
}

function messages<T>(rows: readonly Row[], prefix: string): { rowKey: string; message: T }[] {
  return rows
    .filter(({ rowKey }) => rowKey?.startsWith(prefix))
    .map((row) => ({ rowKey: row.rowKey ?? '', message: JSON.parse(fromChunks(row)) as T }));
}

/** Table keys take neither / \ # ? nor control characters; escapes are spelled with `=`. */
export function partitionOf(instanceId: string): string {
  return instanceId.replace(
    /[^A-Za-z0-9_.:@-]/gu,
    (character) => `=${Buffer.from(character).toString('hex')}=`,
  );
}

function instanceOf(partition: string): string {
  return partition.replace(/=([0-9a-f]+)=/g, (_, hex: string) => Buffer.from(hex, 'hex').toString());
}

function statusOf(error: unknown): number | undefined {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}
