import type { TableClient } from '@azure/data-tables';
import type { AccountId, ErasureId } from '../../domain/identifiers.js';
import type { Erasures } from '../../ports/erasures.js';
import { deleteRow } from './delete-rows.js';
import { statusOf } from '../azure/status-of.js';
import { reaching } from './table-service.js';

/** Every erasure is a partition of one row. */
const ROW = 'erasure';

export class ErasureTable implements Erasures {
  readonly #table: TableClient;

  constructor(table: TableClient) {
    this.#table = table;
  }

  async note(id: ErasureId, accountId: AccountId): Promise<void> {
    const row = { partitionKey: id, rowKey: ROW, v: 1, accountId };
    await reaching('storage', () => this.#table.upsertEntity(row, 'Replace'));
  }

  async find(id: ErasureId): Promise<AccountId | undefined> {
    try {
      const row = await reaching('storage', () => this.#table.getEntity(id, ROW));
      return row['accountId'] as AccountId;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  forget(id: ErasureId): Promise<void> {
    return deleteRow(this.#table, id, ROW);
  }
}
