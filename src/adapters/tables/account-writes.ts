import type { TransactionAction } from '@azure/data-tables';
import type { Account } from '../../domain/account.js';
import {
  appPasswordRow,
  challengeRow,
  contactRow,
  deviceRow,
  FIRST_COLD_KEY,
  ledgerRow,
  requestRow,
  rowKeys,
  sessionRow,
  type AccountRow,
  type StoredRow,
} from './account-rows.js';

/** An entity group transaction's limit. */
const ROWS_A_TRANSACTION = 100;

/** A new account, but for its header. */
export function allOf(account: Account): readonly TransactionAction[] {
  const rows: readonly AccountRow[] = [
    ...account.contacts.map((contact) => contactRow(account.id, contact)),
    ...account.challenges.map((challenge) => challengeRow(account.id, challenge)),
    ...account.ledgers.map((ledger) => ledgerRow(account.id, ledger)),
    ...account.sessions.map((session) => sessionRow(account.id, session)),
    ...account.devices.map((device) => deviceRow(account.id, device)),
    ...account.appPasswords.map((one) => appPasswordRow(account.id, one)),
    ...account.answered.map((request) => requestRow(account.id, request)),
  ];
  return rows.map((row) => ['upsert', row, 'Replace']);
}

/** Decisions leave what they don't change the same object: what is another object, or gone, is what to write. */
export function differences(before: Account, after: Account): readonly TransactionAction[] {
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
export function fitting(actions: readonly TransactionAction[]): TransactionAction[] {
  if (actions.length <= ROWS_A_TRANSACTION) return [...actions];
  const writes = actions.filter(([kind]) => kind !== 'delete');
  const deletions = actions.filter(([kind]) => kind === 'delete');
  if (writes.length > ROWS_A_TRANSACTION)
    throw new Error(`${writes.length} rows don't fit in one transaction.`);
  return [...writes, ...deletions.slice(0, ROWS_A_TRANSACTION - writes.length)];
}

/** What decisions read, as it stands once the actions are committed. */
export function withWritten(
  before: ReadonlyMap<string, StoredRow>,
  actions: readonly TransactionAction[],
): ReadonlyMap<string, StoredRow> {
  const after = new Map(before);
  for (const [kind, { json, rowKey, v }] of actions) {
    if (kind === 'delete') after.delete(rowKey);
    else if (rowKey < FIRST_COLD_KEY) after.set(rowKey, { rowKey, v, json: String(json) });
  }
  return after;
}
