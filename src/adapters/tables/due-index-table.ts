import { odata, type TableClient } from '@azure/data-tables';
import { calendarDay } from '../../domain/day.js';
import { DAY, plus, type Instant } from '../../domain/instant.js';
import type { Chore, DueEntry, DueIndex } from '../../ports/due-index.js';
import type { ErasureFlow, TimedFlow } from '../../ports/workflows.js';
import { deleteRow } from './delete-rows.js';
import { dueKeys, instantOf, sortable } from './due-keys.js';
import { reaching } from './table-service.js';

/** DUR-2: a partition is a day and a shard, a row an instant and a flow or a chore. What is due lies together, in front. */
export class DueIndexTable implements DueIndex {
  readonly #table: TableClient;

  constructor(table: TableClient) {
    this.#table = table;
  }

  async note(entries: readonly DueEntry[]): Promise<void> {
    const rows = entries.map((entry) => ({ ...dueKeys(entry), v: 1, ...columnsOf(entry) }));
    await Promise.all(rows.map((row) => reaching('storage', () => this.#table.upsertEntity(row, 'Replace'))));
  }

  async *dueBy(latest: Instant): AsyncIterable<DueEntry> {
    const dayAfter = calendarDay(plus(latest, DAY));
    const filter = odata`PartitionKey lt ${dayAfter} and RowKey lt ${sortable(plus(latest, 1))}`;
    const rows = this.#table.listEntities<Columns>({ queryOptions: { filter } });
    const pages = rows.byPage()[Symbol.asyncIterator]();
    for (;;) {
      const page = await reaching('storage', () => pages.next());
      if (page.done === true) return;
      for (const { chore, flow, rowKey = '' } of page.value) {
        const at = instantOf(rowKey);
        if (flow !== undefined) yield { at, flow: JSON.parse(flow) as TimedFlow | ErasureFlow };
        if (chore !== undefined) yield { at, chore: JSON.parse(chore) as Chore };
      }
    }
  }

  async settle(entry: DueEntry): Promise<void> {
    const { partitionKey, rowKey } = dueKeys(entry);
    await deleteRow(this.#table, partitionKey, rowKey);
  }
}

interface Columns {
  readonly flow?: string;
  readonly chore?: string;
}

function columnsOf(entry: DueEntry): Columns {
  return 'flow' in entry ? { flow: JSON.stringify(entry.flow) } : { chore: JSON.stringify(entry.chore) };
}
