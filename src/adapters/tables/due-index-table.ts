import { createHash } from 'node:crypto';
import { odata, type TableClient } from '@azure/data-tables';
import { calendarDay } from '../../domain/day.js';
import { DAY, instant, plus, type Instant } from '../../domain/instant.js';
import type { Chore, DueEntry, DueIndex } from '../../ports/due-index.js';
import type { TimedFlow } from '../../ports/workflows.js';
import { reaching, statusOf } from './table-service.js';

/** A day's entries spread over as many partitions, each of which takes some 2,000 writes a second. */
const SHARDS = 16;

/** DUR-2: a partition is a day and a shard, a row an instant and a flow or a chore. What is due lies together, in front. */
export class DueIndexTable implements DueIndex {
  readonly #table: TableClient;

  constructor(table: TableClient) {
    this.#table = table;
  }

  async note(entries: readonly DueEntry[]): Promise<void> {
    const rows = entries.map((entry) => ({ ...keysOf(entry), v: 1, ...columnsOf(entry) }));
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
        const at = instant(Number(rowKey.slice(0, DIGITS)));
        if (flow !== undefined) yield { at, flow: JSON.parse(flow) as TimedFlow };
        if (chore !== undefined) yield { at, chore: JSON.parse(chore) as Chore };
      }
    }
  }

  async settle(entry: DueEntry): Promise<void> {
    const { partitionKey, rowKey } = keysOf(entry);
    try {
      await reaching('storage', () => this.#table.deleteEntity(partitionKey, rowKey));
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }
}

interface Columns {
  readonly flow?: string;
  readonly chore?: string;
}

function columnsOf(entry: DueEntry): Columns {
  return 'flow' in entry ? { flow: JSON.stringify(entry.flow) } : { chore: JSON.stringify(entry.chore) };
}

function keysOf(entry: DueEntry): { readonly partitionKey: string; readonly rowKey: string } {
  const { at } = entry;
  const what = 'flow' in entry ? entry.flow : entry.chore;
  const name = createHash('sha256')
    .update(JSON.stringify(Object.entries(what).sort()))
    .digest();
  const shard = ((name[0] ?? 0) % SHARDS).toString().padStart(2, '0');
  const rowKey = `${sortable(at)}:${name.toString('base64url').slice(0, 22)}`;
  return { partitionKey: `${calendarDay(at)}:${shard}`, rowKey };
}

const DIGITS = 15;

/** Sorts as text the way it sorts as a number. */
function sortable(at: Instant): string {
  return at.toString().padStart(DIGITS, '0');
}
