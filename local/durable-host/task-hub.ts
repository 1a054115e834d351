import { odata, TableClient, type TableEntityResult, type TransactionAction } from '@azure/data-tables';
import { fromChunks, toChunks } from './chunks.js';
import { isEmpty } from './entity-state.js';
import type { HistoryEvent } from './history.js';
import { packState, referTo, rowsOfHeader, unpackState } from './header.js';
import { historyKey, historyPrefix, InboxKeys, instanceOf, outboxKey, partitionOf } from './hub-keys.js';
import { isTerminal, type InboxMessage, type InstanceRecord, type InstanceState } from './instance.js';
import type { OutboxMessage, Stored } from './instance.js';
import { LargeTexts } from './large-texts.js';

/** What one turn changes of its instance, written in one transaction. */
export interface TurnCommit {
  readonly before: InstanceState | undefined;
  readonly state: InstanceState;
  /** Unset to create the header: somebody else's is then not overwritten. */
  readonly etag: string | undefined;
  readonly history: readonly HistoryEvent[];
  /** Inbox messages the turn took in. */
  readonly consumed: readonly Stored<InboxMessage>[];
  readonly outbox: readonly OutboxMessage[];
}

export interface Committed {
  readonly etag: string;
  readonly outbox: readonly Stored<readonly OutboxMessage[]>[];
}

/** A transaction holds 100 rows; a turn takes in no more messages than leave room for what it writes. */
export const INBOX_AT_ONCE = 50;
const ROWS_AT_ONCE = 100;

/**
 * The emulator looks through a whole table for any query, so the hub is spread over several: with tens of thousands of
 * instances each still answers at once.
 */
export const TABLES = 16;

type Row = TableEntityResult<Record<string, unknown>>;

/** The task hub in tables: a partition an instance, a transaction a turn. */
export class TaskHub {
  readonly tables: readonly TableClient[];
  readonly #inboxKeys = new InboxKeys();

  constructor(storage: string, hubName: string) {
    const name = hubName.replace(/[^A-Za-z0-9]/g, '');
    this.tables = Array.from({ length: TABLES }, (_, n) =>
      TableClient.fromConnectionString(storage, `${name}Instances${n.toString().padStart(2, '0')}`, {
        allowInsecureConnection: true,
        retryOptions: { maxRetries: 5, retryDelayInMs: 50, maxRetryDelayInMs: 1000 },
      }),
    );
  }

  async open(): Promise<void> {
    await Promise.all(this.tables.map((table) => table.createTable()));
  }

  /** Everything of one instance, in one query. */
  async load(instanceId: string): Promise<Omit<InstanceRecord, 'state' | 'etag'> & Partial<InstanceRecord>> {
    const rows = new Map<string, Row>();
    const query = { filter: odata`PartitionKey eq ${partitionOf(instanceId)}` };
    for await (const row of this.#tableOf(instanceId).listEntities({ queryOptions: query }))
      rows.set(row.rowKey ?? '', row);
    const texts = this.texts(instanceId);
    const read = async (rowKey: string): Promise<Row> => Promise.resolve(rows.get(rowKey) ?? missing(rowKey));
    const messages = async <T>(prefix: string): Promise<Stored<T>[]> =>
      Promise.all(
        [...rows.entries()]
          .filter(([rowKey]) => rowKey.startsWith(prefix))
          .map(async ([rowKey, row]) => {
            const text = fromChunks(row);
            const message = JSON.parse(await texts.get(text, read)) as T;
            return { rowKey, message, extraRows: texts.rowKeys(text) };
          }),
      );
    const inbox = await messages<InboxMessage>('in:');
    const outbox = await messages<OutboxMessage[]>('out:');
    const header = rows.get('state');
    if (header === undefined) return { history: [], inbox, outbox };
    const state = await unpackState(fromChunks(header), texts, read);
    const history = await messages<HistoryEvent[]>(historyPrefix(state.generation));
    return { state, etag: header.etag, history: history.flatMap(({ message }) => message), inbox, outbox };
  }

  async loadState(
    instanceId: string,
  ): Promise<{ readonly state: InstanceState; readonly etag: string } | undefined> {
    try {
      const row = await this.#tableOf(instanceId).getEntity(partitionOf(instanceId), 'state');
      return { state: await unpackState(fromChunks(row), this.texts(instanceId)), etag: row.etag };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** @returns `undefined` when somebody else was first (or changed the header meanwhile) */
  async tryCommit(commit: TurnCommit): Promise<Committed | undefined> {
    try {
      return await this.commit(commit);
    } catch (error) {
      const status = statusOf(error);
      if (status === 409 || status === 412) return undefined;
      throw error;
    }
  }

  async commit({ before, state, etag, history, consumed, outbox }: TurnCommit): Promise<Committed> {
    const { generation, instanceId, turns } = state;
    const partitionKey = partitionOf(instanceId);
    const texts = this.texts(instanceId);
    const row = async (rowKey: string, value: unknown) => {
      const text = await texts.put(JSON.stringify(value));
      return { row: { partitionKey, rowKey, ...toChunks(text) }, extraRows: texts.rowKeys(text) };
    };
    const referred = new Set(before === undefined ? [] : rowsOfHeader(referTo(before, texts), texts));
    const header = headerRow(state, await packState(state, texts, referred));
    const events = history.length === 0 ? [] : [await row(historyKey(generation, turns), history)];
    const sent = outbox.length === 0 ? [] : [await row(outboxKey(generation, turns), outbox)];
    const actions: TransactionAction[] = [
      etag === undefined ? ['create', header] : ['update', header, 'Replace', { etag }],
      ...consumed.map(({ rowKey }): TransactionAction => ['delete', { partitionKey, rowKey }]),
      ...[...events, ...sent].map((written): TransactionAction => ['upsert', written.row, 'Replace']),
    ];
    const etagNow = await this.#transact(instanceId, header, actions);
    for (const rowKey of rowsOfHeader(referTo(state, texts), texts)) referred.delete(rowKey);
    await this.#deleteAll(instanceId, [...consumed.flatMap(({ extraRows }) => extraRows), ...referred]);
    return {
      etag: etagNow,
      outbox: sent.map(({ row: { rowKey }, extraRows }) => ({ rowKey, message: outbox, extraRows })),
    };
  }

  /** Messages in order, in as few transactions as they fit. */
  async send(
    instanceId: string,
    messages: readonly InboxMessage[],
  ): Promise<readonly Stored<InboxMessage>[]> {
    const partitionKey = partitionOf(instanceId);
    const texts = this.texts(instanceId);
    const stored: Stored<InboxMessage>[] = [];
    for (let at = 0; at < messages.length; at += ROWS_AT_ONCE) {
      const actions: TransactionAction[] = [];
      for (const message of messages.slice(at, at + ROWS_AT_ONCE)) {
        const text = await texts.put(JSON.stringify(message));
        const rowKey = this.#inboxKeys.next();
        actions.push(['create', { partitionKey, rowKey, ...toChunks(text) }]);
        stored.push({ rowKey, message, extraRows: texts.rowKeys(text) });
      }
      await this.#tableOf(instanceId).submitTransaction(actions);
    }
    return stored;
  }

  async delivered(instanceId: string, messages: readonly Stored<readonly OutboxMessage[]>[]): Promise<void> {
    await this.#deleteAll(
      instanceId,
      messages.flatMap(({ rowKey, extraRows }) => [rowKey, ...extraRows]),
    );
  }

  /** Rows of earlier executions, left behind when an id is used again. */
  async dropOldHistory(instanceId: string, generation: number): Promise<void> {
    const partition = partitionOf(instanceId);
    const current = historyPrefix(generation);
    const texts = this.texts(instanceId);
    const filter = odata`PartitionKey eq ${partition} and RowKey ge 'h:' and RowKey lt 'h;'`;
    const stale: string[] = [];
    for await (const row of this.#tableOf(instanceId).listEntities({
      queryOptions: { filter, select: ['rowKey', 'd0'] },
    })) {
      if (row.rowKey === undefined || row.rowKey.startsWith(current)) continue;
      stale.push(row.rowKey, ...texts.rowKeys(typeof row['d0'] === 'string' ? row['d0'] : ''));
    }
    await this.#deleteAll(instanceId, stale);
  }

  /** The header goes last: a purge that dies half way can be done again. */
  async purge(instanceId: string): Promise<void> {
    const filter = odata`PartitionKey eq ${partitionOf(instanceId)}`;
    const rowKeys: string[] = [];
    for await (const { rowKey } of this.#tableOf(instanceId).listEntities({
      queryOptions: { filter, select: ['rowKey'] },
    })) {
      if (rowKey !== undefined && rowKey !== 'state') rowKeys.push(rowKey);
    }
    await this.#deleteAll(instanceId, [...rowKeys, 'state']);
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
    for (const table of this.tables) {
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

  texts(instanceId: string): LargeTexts {
    return new LargeTexts(this.#tableOf(instanceId), partitionOf(instanceId));
  }

  /** A start writes one row, and that costs less outside a batch. */
  async #transact(
    instanceId: string,
    header: ReturnType<typeof headerRow>,
    actions: TransactionAction[],
  ): Promise<string> {
    const table = this.#tableOf(instanceId);
    if (actions.length === 1 && actions[0]?.[0] === 'create')
      return (await table.createEntity(header)).etag ?? '';
    return (await table.submitTransaction(actions)).subResponses[0]?.etag ?? '';
  }

  #tableOf(instanceId: string): TableClient {
    const [table] = this.tables.slice(tableNumber(instanceId));
    if (table === undefined) throw new Error('There is no such table.');
    return table;
  }

  async #deleteAll(instanceId: string, rowKeys: readonly string[]): Promise<void> {
    const partitionKey = partitionOf(instanceId);
    for (let at = 0; at < rowKeys.length; at += ROWS_AT_ONCE) {
      const some = [...new Set(rowKeys.slice(at, at + ROWS_AT_ONCE))];
      try {
        await this.#tableOf(instanceId).submitTransaction(
          some.map((rowKey): TransactionAction => ['delete', { partitionKey, rowKey }]),
        );
      } catch {
        // One that is gone already fails all: one by one, then.
        for (const rowKey of some) await this.#delete(instanceId, rowKey);
      }
    }
  }

  async #delete(instanceId: string, rowKey: string): Promise<void> {
    try {
      await this.#tableOf(instanceId).deleteEntity(partitionOf(instanceId), rowKey);
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }
}

/** Which of the tablesan instance is in: FNV-1a over its id. */
export function tableNumber(instanceId: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(instanceId)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % TABLES;
}

function headerRow(state: InstanceState, packed: string) {
  return {
    partitionKey: partitionOf(state.instanceId),
    rowKey: 'state',
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

function missing(rowKey: string): never {
  throw new Error(`A row that the task hub refers to is missing: ${rowKey}`);
}

function statusOf(error: unknown): number | undefined {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}
