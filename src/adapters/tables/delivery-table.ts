import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import { dayKey } from '../../domain/day.js';
import type { AccountId, ChallengeId } from '../../domain/identifiers.js';
import type { Instant } from '../../domain/instant.js';
import type { Deliveries, SentCode } from '../../ports/deliveries.js';
import type { MessageId } from '../../ports/messenger.js';
import { deleteRows } from './delete-rows.js';
import { collect } from './read-rows.js';
import { statusOf } from '../azure/status-of.js';
import { reaching } from './table-service.js';

const ROWS_A_TRANSACTION = 100;

/**
 * Message ids to codes: partitions by day, so that old days can go, and 256 a day, so that none of them gets all writes and
 * an account's are found by looking through one of them.
 */
export class DeliveryTable implements Deliveries {
  readonly #table: TableClient;

  constructor(table: TableClient) {
    this.#table = table;
  }

  async remember(id: MessageId, { accountId, challengeId, send }: SentCode): Promise<void> {
    const row = { partitionKey: partition(id), rowKey: id, v: 1, accountId, challengeId, send };
    await reaching('storage', () => this.#table.upsertEntity(row, 'Replace'));
  }

  async find(id: MessageId): Promise<SentCode | undefined> {
    try {
      const row = await reaching('storage', () => this.#table.getEntity(partition(id), id));
      return {
        accountId: row['accountId'] as AccountId,
        challengeId: row['challengeId'] as ChallengeId,
        send: Number(row['send']),
      };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  async forgetAccount(account: AccountId, prefixes: readonly string[]): Promise<void> {
    for (const prefix of prefixes) {
      const filter = odata`PartitionKey eq ${partition(prefix)} and accountId eq ${account}`;
      const rows = await collect(this.#table, filter, ['RowKey']);
      await deleteRows(
        this.#table,
        partition(prefix),
        rows.map(({ rowKey = '' }) => rowKey),
      );
    }
  }

  async forgetDaysBefore(at: Instant): Promise<number> {
    const byPartition = new Map<string, TransactionAction[]>();
    const query = { filter: odata`PartitionKey lt ${dayKey(at)}`, select: ['PartitionKey', 'RowKey'] };
    await reaching('storage', async () => {
      for await (const { partitionKey = '', rowKey = '' } of this.#table.listEntities({
        queryOptions: query,
      })) {
        const actions = byPartition.get(partitionKey) ?? [];
        byPartition.set(partitionKey, [...actions, ['delete', { partitionKey, rowKey }]]);
      }
    });
    let forgotten = 0;
    for (const actions of byPartition.values()) {
      for (let from = 0; from < actions.length; from += ROWS_A_TRANSACTION) {
        const some = actions.slice(from, from + ROWS_A_TRANSACTION);
        await reaching('storage', () => this.#table.submitTransaction(some));
        forgotten += some.length;
      }
    }
    return forgotten;
  }
}

/** The day, and the part of the account's hash, which code message ids begin with. */
function partition(id: string): string {
  return `${id.slice(0, 4)}.${id.slice(4, 6)}`;
}
