import { odata, type TableClient, type TableEntityResult, type TransactionAction } from '@azure/data-tables';
import { fromChunks, toChunks } from './chunks.js';
import type { HistoryEvent } from './history.js';
import { headerRow, inlineHistory } from './header-row.js';
import { packState, referTo, rowsOfHeader, unpackState } from './header.js';
import { hubTable } from './hub-table.js';
import {
  hashOf,
  headerKey,
  historyKey,
  historyPrefix,
  InboxKeys,
  outboxKey,
  partitionOf,
} from './hub-keys.js';
import type { InboxMessage, InstanceRecord, InstanceState, OutboxMessage, Stored } from './instance.js';
import { LargeTexts } from './large-texts.js';

/** What one turn changes of its instance, written in one transaction. */
export interface TurnCommit {
  readonly before: InstanceState | undefined;
  readonly state: InstanceState;
  /** Unset to create the header: somebody else's is then not overwritten. */
  readonly etag: string | undefined;
  /** What history holds already, and whether all of it stands in the header. */
  readonly past: readonly HistoryEvent[];
  readonly inline: boolean;
  readonly history: readonly HistoryEvent[];
  /** Inbox messages the turn took in. */
  readonly consumed: readonly Stored<InboxMessage>[];
  readonly outbox: readonly OutboxMessage[];
}

export interface Committed {
  readonly etag: string;
  readonly inline: boolean;
  readonly outbox: readonly Stored<readonly OutboxMessage[]>[];
}

/** A transaction holds 100 rows; a turn takes in no more messages than leave room for what it writes. */
export const INBOX_AT_ONCE = 50;
const ROWS_AT_ONCE = 100;
/** History stands in the header while it is so short: most turns then write one row. */
const INLINE_CHARACTERS = 24_000;

/**
 * The emulator looks through a whole table for any query, so the hub is spread over several: with tens of thousands of
 * instances each still answers at once.
 */
export const TABLES = 16;

type Row = TableEntityResult<Record<string, unknown>>;

type Loaded = Omit<InstanceRecord, 'state' | 'etag'> & Partial<InstanceRecord>;

/** The task hub in tables: a partition an instance, a transaction a turn. */
export class TaskHub {
  readonly tables: readonly TableClient[];
  readonly #inboxKeys = new InboxKeys();

  constructor(storage: string, hubName: string) {
    const name = hubName.replace(/[^A-Za-z0-9]/g, '');
    this.tables = Array.from({ length: TABLES }, (_, n) =>
      hubTable(storage, `${name}Instances${n.toString().padStart(2, '0')}`),
    );
  }

  async open(): Promise<void> {
    await Promise.all(this.tables.map((table) => table.createTable()));
  }

  /** An instance for which no message is stored: its header tells all, or that history is in rows of its own. */
  async loadQuiet(instanceId: string): Promise<Loaded> {
    const header = await this.#header(instanceId);
    if (header === undefined) return { history: [], inline: true, inbox: [], outbox: [] };
    if (header['history'] === '') return this.load(instanceId);
    const state = await unpackState(fromChunks(header), this.texts(instanceId));
    const history = inlineHistory(header);
    return { state, etag: header.etag, history, inline: true, inbox: [], outbox: [] };
  }

  /** Everything of one instance, in one query. */
  async load(instanceId: string): Promise<Loaded> {
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
    const header = rows.get(headerKey(instanceId));
    if (header === undefined) return { history: [], inline: true, inbox, outbox };
    const state = await unpackState(fromChunks(header), texts, read);
    const history = await messages<HistoryEvent[]>(historyPrefix(state.generation));
    return {
      state,
      etag: header.etag,
      history: [...inlineHistory(header), ...history.flatMap(({ message }) => message)],
      inline: history.length === 0,
      inbox,
      outbox,
    };
  }

  async loadState(
    instanceId: string,
  ): Promise<{ readonly state: InstanceState; readonly etag: string } | undefined> {
    const row = await this.#header(instanceId);
    if (row === undefined) return undefined;
    return { state: await unpackState(fromChunks(row), this.texts(instanceId)), etag: row.etag };
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

  async commit(commit: TurnCommit): Promise<Committed> {
    const { before, consumed, etag, history, outbox, past, state } = commit;
    const { generation, instanceId, turns } = state;
    const partitionKey = partitionOf(instanceId);
    const texts = this.texts(instanceId);
    const row = async (rowKey: string, value: unknown) => {
      const text = await texts.put(JSON.stringify(value));
      return { row: { partitionKey, rowKey, ...toChunks(text) }, extraRows: texts.rowKeys(text) };
    };
    const whole = commit.inline ? JSON.stringify([...past, ...history]) : '';
    const inline = commit.inline && whole.length <= INLINE_CHARACTERS;
    const appended = commit.inline ? [...past, ...history] : history;
    const referred = new Set(before === undefined ? [] : rowsOfHeader(referTo(before, texts), texts));
    const header = headerRow(state, await packState(state, texts, referred), inline ? whole : '');
    const events =
      inline || appended.length === 0 ? [] : [await row(historyKey(instanceId, generation, turns), appended)];
    const sent = outbox.length === 0 ? [] : [await row(outboxKey(instanceId, generation, turns), outbox)];
    const others: TransactionAction[] = [
      ...consumed.map(({ rowKey }): TransactionAction => ['delete', { partitionKey, rowKey }]),
      ...[...events, ...sent].map((written): TransactionAction => ['upsert', written.row, 'Replace']),
    ];
    const etagNow = await this.#transact(instanceId, header, etag, others);
    for (const rowKey of rowsOfHeader(referTo(state, texts), texts)) referred.delete(rowKey);
    await this.#deleteAll(instanceId, [...consumed.flatMap(({ extraRows }) => extraRows), ...referred]);
    return {
      etag: etagNow,
      inline,
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
      if (rowKey !== undefined && rowKey !== headerKey(instanceId)) rowKeys.push(rowKey);
    }
    await this.#deleteAll(instanceId, rowKeys);
    await this.#deleteAll(instanceId, [headerKey(instanceId)]);
  }

  texts(instanceId: string): LargeTexts {
    return new LargeTexts(this.#tableOf(instanceId), partitionOf(instanceId));
  }

  async #header(instanceId: string): Promise<Row | undefined> {
    try {
      return await this.#tableOf(instanceId).getEntity(partitionOf(instanceId), headerKey(instanceId));
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /** The header with what belongs to it; alone it costs less outside a batch. */
  async #transact(
    instanceId: string,
    header: ReturnType<typeof headerRow>,
    etag: string | undefined,
    others: readonly TransactionAction[],
  ): Promise<string> {
    const table = this.#tableOf(instanceId);
    if (others.length === 0) {
      const written =
        etag === undefined
          ? await table.createEntity(header)
          : await table.updateEntity(header, 'Replace', { etag });
      return written.etag ?? '';
    }
    const first: TransactionAction =
      etag === undefined ? ['create', header] : ['update', header, 'Replace', { etag }];
    return (await table.submitTransaction([first, ...others])).subResponses[0]?.etag ?? '';
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

/** Which of the tables an instance is in. */
export function tableNumber(instanceId: string): number {
  return hashOf(instanceId) % TABLES;
}

function missing(rowKey: string): never {
  throw new Error(`A row that the task hub refers to is missing: ${rowKey}`);
}

function statusOf(error: unknown): number | undefined {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}
