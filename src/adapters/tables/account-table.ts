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
  appPasswordRow,
  challengeRow,
  contactRow,
  deviceRow,
  DUE,
  DUE_END,
  dueRow,
  eventRow,
  FIRST_COLD_KEY,
  HEADER,
  headerRow,
  ledgerRow,
  parse,
  requestRow,
  rowKeys,
  sessionRow,
  type AccountRow,
} from './account-rows.js';
import { deleteRow, deleteRows } from './delete-rows.js';
import { sortable } from './due-keys.js';
import { findEvent, forgetEvents, pageOfEvents } from './event-log.js';
import { collect } from './read-rows.js';
import { statusOf } from '../azure/status-of.js';
import { reaching } from './table-service.js';

/** An entity group transaction's limit. */
const ROWS_A_TRANSACTION = 100;

type Tell = (events: readonly AccountEvent[]) => void;

/** Accounts in a table: a partition each, read with one query, changed with one transaction. */
export class AccountTable implements Accounts {
  readonly #table: TableClient;
  readonly #vault: AddressVault;
  readonly #tell: Tell;

  /** @param tell hears of every event that was committed */
  constructor(table: TableClient, vault: AddressVault, tell: Tell = () => undefined) {
    this.#table = table;
    this.#vault = vault;
    this.#tell = tell;
  }

  async load(id: AccountId): Promise<LoadedAccount | undefined> {
    const loaded = await this.#load(id);
    return loaded?.account.erasure === undefined ? loaded : undefined;
  }

  async loadErased(id: AccountId): Promise<Account | undefined> {
    return (await this.#load(id))?.account;
  }

  async create({ account, events }: Change): Promise<'created' | 'exists'> {
    const actions: TransactionAction[] = [
      ['create', headerRow(account, randomUUID())],
      ...parts(account).map((row): TransactionAction => ['upsert', row, 'Replace']),
      ...events.map((event): TransactionAction => ['upsert', eventRow(account.id, event), 'Replace']),
    ];
    if (!(await this.#submit(actions))) return 'exists';
    this.#tell(events);
    return 'created';
  }

  async commit(
    loaded: LoadedAccount,
    { account, events }: Change,
    noted: readonly DueEntry[] = [],
  ): Promise<'committed' | 'conflict'> {
    const commit = randomUUID();
    const actions: TransactionAction[] = [
      ['update', headerRow(account, commit), 'Replace', { etag: loaded.version }],
      ...differences(loaded.account, account),
      ...events.map((event): TransactionAction => ['upsert', eventRow(account.id, event), 'Replace']),
      ...noted.map((entry): TransactionAction => ['upsert', dueRow(account.id, entry), 'Replace']),
    ];
    // An answer that was lost on the way makes the SDK try again, and the second try fails on the first's success.
    if (!(await this.#submit(fitting(actions))) && (await this.#commitOf(account.id)) !== commit)
      return 'conflict';
    this.#tell(events);
    return 'committed';
  }

  async remove(id: AccountId): Promise<void> {
    const rows = await collect(this.#table, odata`PartitionKey eq ${id}`, ['PartitionKey', 'RowKey']);
    const others = rows.map(({ rowKey = '' }) => rowKey).filter((rowKey) => rowKey !== HEADER);
    // The header last: as long as it is there, what is left can be found again.
    await deleteRows(this.#table, id, others);
    await deleteRow(this.#table, id, HEADER);
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

  async #load(id: AccountId): Promise<LoadedAccount | undefined> {
    const filter = odata`PartitionKey eq ${id} and RowKey lt ${FIRST_COLD_KEY}`;
    const rows = await collect(this.#table, filter);
    const account = accountFromRows(id, rows, this.#vault);
    const version = rows.find(({ rowKey }) => rowKey === HEADER)?.etag;
    return account === undefined || version === undefined ? undefined : { account, version };
  }

  async #submit(actions: TransactionAction[]): Promise<boolean> {
    try {
      await reaching('storage', () => this.#table.submitTransaction(actions));
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (status === 409 || status === 412 || status === 404) return false;
      throw error;
    }
  }

  async #commitOf(id: AccountId): Promise<unknown> {
    try {
      const row = await reaching('storage', () => this.#table.getEntity(id, HEADER));
      return row['commit'];
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }
}

function parts(account: Account): readonly AccountRow[] {
  return [
    ...account.contacts.map((contact) => contactRow(account.id, contact)),
    ...account.challenges.map((challenge) => challengeRow(account.id, challenge)),
    ...account.ledgers.map((ledger) => ledgerRow(account.id, ledger)),
    ...account.sessions.map((session) => sessionRow(account.id, session)),
    ...account.devices.map((device) => deviceRow(account.id, device)),
    ...account.appPasswords.map((one) => appPasswordRow(account.id, one)),
    ...account.answered.map((request) => requestRow(account.id, request)),
  ];
}

/** Decisions leave what they don't change the same object: what is another object, or gone, is what to write. */
function differences(before: Account, after: Account): readonly TransactionAction[] {
  const { id } = after;
  return [
    ...differing(before.contacts, after.contacts, rowKeys.contact, (contact) => contactRow(id, contact), id),
    ...differing(before.challenges, after.challenges, rowKeys.challenge, (one) => challengeRow(id, one), id),
    ...differing(before.ledgers, after.ledgers, rowKeys.ledger, (ledger) => ledgerRow(id, ledger), id),
    ...differing(before.sessions, after.sessions, rowKeys.session, (session) => sessionRow(id, session), id),
    ...differing(before.devices, after.devices, rowKeys.device, (device) => deviceRow(id, device), id),
    ...differing(
      before.appPasswords,
      after.appPasswords,
      rowKeys.appPassword,
      (one) => appPasswordRow(id, one),
      id,
    ),
    ...differing(before.answered, after.answered, rowKeys.request, (request) => requestRow(id, request), id),
  ];
}

function differing<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
  rowOf: (item: T) => AccountRow,
  partitionKey: string,
): readonly TransactionAction[] {
  const unchanged = new Set(before);
  const kept = new Set(after.map(keyOf));
  const puts = after.filter((item) => !unchanged.has(item));
  const gone = before.map(keyOf).filter((key) => !kept.has(key));
  return [
    ...puts.map((item): TransactionAction => ['upsert', rowOf(item), 'Replace']),
    ...gone.map((rowKey): TransactionAction => ['delete', { partitionKey, rowKey }]),
  ];
}

/** Deletions can wait: what a decision dropped is dropped again by the next. Everything else has to fit. */
function fitting(actions: readonly TransactionAction[]): TransactionAction[] {
  if (actions.length <= ROWS_A_TRANSACTION) return [...actions];
  const writes = actions.filter(([kind]) => kind !== 'delete');
  const deletions = actions.filter(([kind]) => kind === 'delete');
  if (writes.length > ROWS_A_TRANSACTION)
    throw new Error(`${writes.length} rows don't fit in one transaction.`);
  return [...writes, ...deletions.slice(0, ROWS_A_TRANSACTION - writes.length)];
}
