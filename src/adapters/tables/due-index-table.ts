import { odata, type TableClient } from '@azure/data-tables';
import { calendarDay } from '../../domain/day.js';
import { DAY, plus, type Instant } from '../../domain/instant.js';
import type { Chore, DueEntry, DueIndex, Found } from '../../ports/due-index.js';
import type { ErasureFlow, TimedFlow } from '../../ports/workflows.js';
import { deleteRow } from './delete-rows.js';
import { duePlaces, instantOf, SHARDS, sortable, type Shards } from './due-keys.js';
import { reaching } from './table-service.js';

/** DUR-2: a partition is a day and a shard, a row an instant and a flow or a chore. What is due lies together, in front. */
export class DueIndexTable implements DueIndex {
  readonly #table: TableClient;
  readonly #shards: Shards;

  constructor(table: TableClient, shards = SHARDS) {
    this.#table = table;
    this.#shards = shards;
  }

  async note(entries: readonly DueEntry[]): Promise<void> {
    const rows = entries.map((entry) => {
      const [{ partition, row }] = duePlaces(entry, this.#shards);
      return { partitionKey: partition, rowKey: row, v: 1, ...columnsOf(entry) };
    });
    await Promise.all(rows.map((row) => reaching('storage', () => this.#table.upsertEntity(row, 'Replace'))));
  }

  /**
   * One range over all partitions of past days, however many shards a day has or had. An entry that can't be read is damage
   * or a bug: it is told once the others were read, which must not wait for it.
   */
  async *dueBy(latest: Instant): AsyncIterable<readonly Found[]> {
    const dayAfter = calendarDay(plus(latest, DAY));
    const filter = odata`PartitionKey lt ${dayAfter} and RowKey lt ${sortable(plus(latest, 1))}`;
    const rows = this.#table.listEntities<Columns>({ queryOptions: { filter } });
    const pages = rows.byPage()[Symbol.asyncIterator]();
    let unreadable = 0;
    for (;;) {
      const page = await reaching('storage', () => pages.next());
      if (page.done === true) break;
      const entries = page.value.flatMap(entryOf);
      yield entries.filter((entry) => entry !== 'unreadable');
      unreadable += entries.filter((entry) => entry === 'unreadable').length;
    }
    if (unreadable > 0) throw new Error(`${unreadable} entries of the due index can't be read.`);
  }

  async settle({ place }: Found): Promise<void> {
    await deleteRow(this.#table, place.partition, place.row);
  }

  async withdraw(entry: DueEntry): Promise<void> {
    for (const { partition, row } of duePlaces(entry, this.#shards))
      await deleteRow(this.#table, partition, row);
  }
}

interface Columns {
  readonly flow?: string;
  readonly chore?: string;
}

function columnsOf(entry: DueEntry): Columns {
  return 'flow' in entry ? { flow: JSON.stringify(entry.flow) } : { chore: JSON.stringify(entry.chore) };
}

function entryOf(
  found: Columns & { partitionKey?: string; rowKey?: string },
): readonly (Found | 'unreadable')[] {
  const { chore, flow, partitionKey: partition = '', rowKey: row = '' } = found;
  const where = { at: instantOf(row), place: { partition, row } };
  try {
    if (flow !== undefined) return [{ ...where, flow: JSON.parse(flow) as TimedFlow | ErasureFlow }];
    return chore === undefined ? [] : [{ ...where, chore: JSON.parse(chore) as Chore }];
  } catch {
    return ['unreadable'];
  }
}
