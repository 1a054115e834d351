import { odata, type TableClient } from '@azure/data-tables';
import { calendarDay } from '../../domain/day.js';
import type { AccountId } from '../../domain/identifiers.js';
import type { Instant } from '../../domain/instant.js';
import type { ShadowNote, Shadows } from '../../ports/shadows.js';
import { statusOf } from '../azure/status-of.js';
import { reaching } from './table-service.js';

const AT_A_TIME = 1000;

/** A row a shadow a day, in a partition a day. */
export class ShadowTable implements Shadows {
  readonly #table: TableClient;

  constructor(table: TableClient) {
    this.#table = table;
  }

  async note(shadow: AccountId, at: Instant): Promise<void> {
    const row = { partitionKey: calendarDay(at), rowKey: shadow, v: 1 };
    await reaching('storage', () => this.#table.upsertEntity(row, 'Replace'));
  }

  async notedBefore(at: Instant, after?: ShadowNote): Promise<readonly ShadowNote[]> {
    const day = calendarDay(at);
    const filter =
      after === undefined
        ? odata`PartitionKey lt ${day}`
        : odata`PartitionKey lt ${day} and (PartitionKey gt ${after.day} or (PartitionKey eq ${after.day} and RowKey gt ${after.shadow}))`;
    const queryOptions = { filter, select: ['PartitionKey', 'RowKey'] };
    return reaching('storage', async () => {
      const notes: ShadowNote[] = [];
      for await (const { partitionKey = '', rowKey = '' } of this.#table.listEntities({ queryOptions })) {
        notes.push({ day: partitionKey, shadow: rowKey as AccountId });
        if (notes.length === AT_A_TIME) break;
      }
      return notes;
    });
  }

  async forget({ day, shadow }: ShadowNote): Promise<void> {
    try {
      await reaching('storage', () => this.#table.deleteEntity(day, shadow));
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }
}
