import type { TableClient, TransactionAction } from '@azure/data-tables';
import { statusOf } from '../azure/status-of.js';
import { reaching } from './table-service.js';

/** An entity group transaction's limit. */
const ROWS_A_TRANSACTION = 100;

/** Deletes rows of one partition, a hundred at a time. Rows that are gone already are as good as deleted. */
export async function deleteRows(
  table: TableClient,
  partitionKey: string,
  rowKeys: readonly string[],
): Promise<void> {
  for (let from = 0; from < rowKeys.length; from += ROWS_A_TRANSACTION) {
    const some = rowKeys.slice(from, from + ROWS_A_TRANSACTION);
    const actions = some.map((rowKey): TransactionAction => ['delete', { partitionKey, rowKey }]);
    try {
      await reaching('storage', () => table.submitTransaction(actions));
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      // One that is gone fails all: one by one, then.
      for (const rowKey of some) await deleteRow(table, partitionKey, rowKey);
    }
  }
}

export async function deleteRow(table: TableClient, partitionKey: string, rowKey: string): Promise<void> {
  try {
    await reaching('storage', () => table.deleteEntity(partitionKey, rowKey));
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}
