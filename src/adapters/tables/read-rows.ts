import type { TableClient, TableEntityResult } from '@azure/data-tables';
import { reaching } from './table-service.js';

type Row = TableEntityResult<Record<string, unknown>>;

/** Every row that a filter lets through. */
export async function collect(
  table: TableClient,
  filter: string,
  select?: readonly string[],
): Promise<readonly Row[]> {
  const queryOptions = select === undefined ? { filter } : { filter, select: [...select] };
  return reaching('storage', async () => {
    const rows: Row[] = [];
    for await (const row of table.listEntities({ queryOptions })) rows.push(row);
    return rows;
  });
}

/** The first of them. Storage may give fewer at once than were asked for, and says when there are more. */
export async function firstRows(table: TableClient, filter: string, count: number): Promise<readonly Row[]> {
  return reaching('storage', async () => {
    const rows: Row[] = [];
    const pages = table.listEntities({ queryOptions: { filter } }).byPage({ maxPageSize: count });
    for await (const page of pages) {
      rows.push(...page);
      if (rows.length >= count) break;
    }
    return rows.slice(0, count);
  });
}
