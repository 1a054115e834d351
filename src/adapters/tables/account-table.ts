import { randomUUID } from 'node:crypto';
import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import type { Account, Change } from '../../domain/account.js';
import type { AccountEvent } from '../../domain/account-event.js';
import type { AccountId, EventId } from '../../domain/identifiers.js';
import type { Instant } from '../../domain/instant.js';
import type { Accounts, EventPage, EventQuery, LoadedAccount } from '../../ports/accounts.js';
import type { DueEntry } from '../../ports/due-index.js';
import type { AddressVault } from '../../ports/address-vault.js';
import {
  accountFromRows,
  DUE,
  DUE_END,
  dueRow,
  eventRow,
  FIRST_COLD_KEY,
  HEADER,
  headerRow,
  parse,
  type StoredRow,
} from './account-rows.js';
import { allOf, differences, fitting, withWritten } from './account-writes.js';
import { deleteRow, deleteRows } from './delete-rows.js';
import { sortable } from './due-keys.js';
import { findEvent, forgetEvents, pageOfEvents } from './event-log.js';
import { collect } from './read-rows.js';
import { RowMemory } from './row-memory.js';
import { statusOf } from '../azure/status-of.js';
import { systemClock } from '../system/system-clock.js';
import { systemLater } from '../system/system-later.js';
import { reaching } from './table-service.js';

type Tell = (events: readonly AccountEvent[]) => void;

interface ReadAccount extends LoadedAccount {
  /** Names the write that the header comes from. */
  readonly commit: unknown;
}

/** Accounts in a table: a partition each, read with one query, changed with one transaction. */
export class AccountTable implements Accounts {
  readonly #table: TableClient;
  readonly #vault: AddressVault;
  readonly #tell: Tell;
  readonly #memory: RowMemory;

  /** @param tell hears of every event that was committed */
  constructor(
    table: TableClient,
    vault: AddressVault,
    tell: Tell = () => undefined,
    memory = new RowMemory(systemClock, systemLater),
  ) {
    this.#table = table;
    this.#vault = vault;
    this.#tell = tell;
    this.#memory = memory;
  }

  async load(id: AccountId): Promise<LoadedAccount | undefined> {
    const read = await this.#read(id);
    return read?.account.erasure === undefined ? read : undefined;
  }

  async loadErased(id: AccountId): Promise<Account | undefined> {
    return (await this.#read(id))?.account;
  }

  /** Read anew from what is remembered: nothing can be different from what a load would have given. */
  remembered(id: AccountId): LoadedAccount | undefined {
    const kept = this.#memory.recall(id);
    if (kept === undefined) return undefined;
    const rows = [...kept.rows.values()].sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1));
    const account = accountFromRows(id, rows, this.#vault);
    return account && { account, version: kept.version };
  }

  async create({ account, events }: Change): Promise<'created' | 'exists'> {
    const actions: TransactionAction[] = [
      ['create', headerRow(account, randomUUID())],
      ...allOf(account),
      ...events.map((event): TransactionAction => ['upsert', eventRow(account.id, event), 'Replace']),
    ];
    const written = await this.#submit(actions);
    if (written === 'refused') return 'exists';
    this.#keep(account, written.version, withWritten(new Map(), actions));
    this.#tell(events);
    return 'created';
  }

  async commit(
    loaded: LoadedAccount,
    { account, events }: Change,
    noted: readonly DueEntry[] = [],
  ): Promise<'committed' | 'conflict'> {
    const commit = randomUUID();
    const actions = fitting([
      ['update', headerRow(account, commit), 'Replace', { etag: loaded.version }],
      ...differences(loaded.account, account),
      ...events.map((event): TransactionAction => ['upsert', eventRow(account.id, event), 'Replace']),
      ...noted.map((entry): TransactionAction => ['upsert', dueRow(account.id, entry), 'Replace']),
    ]);
    // An answer that never comes leaves nothing remembered.
    const before = this.#memory.take(account.id, loaded.version);
    const written = await this.#submit(actions);
    // An answer that was lost on the way makes the SDK try again, and the second try fails on the first's success.
    const committed = written !== 'refused' || (await this.#read(account.id))?.commit === commit;
    before?.proved(committed);
    if (!committed) return 'conflict';
    if (written !== 'refused' && before !== undefined)
      this.#keep(account, written.version, withWritten(before.rows, actions));
    this.#tell(events);
    return 'committed';
  }

  async remove(id: AccountId): Promise<void> {
    const rows = await collect(this.#table, odata`PartitionKey eq ${id}`, ['PartitionKey', 'RowKey']);
    const others = rows.map(({ rowKey = '' }) => rowKey).filter((rowKey) => rowKey !== HEADER);
    // The header last: as long as it is there, what is left can be found again.
    try {
      await deleteRows(this.#table, id, others);
      await deleteRow(this.#table, id, HEADER);
    } finally {
      this.#memory.forget(id);
    }
  }

  async event(id: AccountId, eventId: EventId): Promise<AccountEvent | undefined> {
    return findEvent(this.#table, id, eventId);
  }

  async events(id: AccountId, query: EventQuery): Promise<EventPage> {
    return pageOfEvents(this.#table, id, query);
  }

  async forgetEvents(id: AccountId, until: Instant, now: Instant): Promise<Instant | undefined> {
    const past = odata`PartitionKey eq ${id} and RowKey ge ${DUE} and RowKey lt ${DUE + sortable(now)}`;
    const passed = await collect(this.#table, past, ['RowKey']);
    await deleteRows(
      this.#table,
      id,
      passed.map(({ rowKey = '' }) => rowKey),
    );
    return forgetEvents(this.#table, id, until, now);
  }

  async dueEntries(id: AccountId): Promise<readonly DueEntry[]> {
    const filter = odata`PartitionKey eq ${id} and RowKey ge ${DUE} and RowKey lt ${DUE_END}`;
    return (await collect(this.#table, filter)).map((row) => parse<DueEntry>(row));
  }

  async #read(id: AccountId): Promise<ReadAccount | undefined> {
    const filter = odata`PartitionKey eq ${id} and RowKey lt ${FIRST_COLD_KEY}`;
    const rows = await collect(this.#table, filter);
    const account = accountFromRows(id, rows, this.#vault);
    const header = rows.find(({ rowKey }) => rowKey === HEADER);
    if (account === undefined || header === undefined) {
      this.#memory.forget(id);
      return undefined;
    }
    const found = rows.map(
      ({ json, rowKey = '', v }) => [rowKey, { rowKey, v, json: String(json) }] as const,
    );
    this.#keep(account, header.etag, new Map(found));
    return { account, version: header.etag, commit: header['commit'] };
  }

  /** Of an account that is being erased nothing is remembered (PRV-3). */
  #keep({ erasure, id }: Account, version: string | undefined, rows: ReadonlyMap<string, StoredRow>): void {
    if (version === undefined || erasure !== undefined) this.#memory.forget(id);
    else this.#memory.keep(id, version, rows);
  }

  /** @returns the version of what the first of the actions wrote, where storage tells it */
  async #submit(actions: TransactionAction[]): Promise<{ readonly version: string | undefined } | 'refused'> {
    try {
      const { subResponses } = await reaching('storage', () => this.#table.submitTransaction(actions));
      return { version: subResponses[0]?.etag };
    } catch (error) {
      const status = statusOf(error);
      if (status === 409 || status === 412 || status === 404) return 'refused';
      throw error;
    }
  }
}
