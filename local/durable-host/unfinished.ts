import { ANY_HEADER, instanceOf } from './hub-keys.js';
import type { TaskHub } from './task-hub.js';

export interface Unfinished {
  readonly instanceId: string;
  readonly due: number | null;
  readonly busy: boolean;
}

/** What was under way when the last host died: instances with timers or work, and those with unread messages. */
export async function* unfinished({ tables }: TaskHub): AsyncGenerator<Unfinished> {
  // An ended instance may still owe its parent the news: undelivered messages count whoever wrote them.
  const messages = "(RowKey ge 'in:' and RowKey lt 'in;') or (RowKey ge 'out:' and RowKey lt 'out;')";
  const filter = `(${ANY_HEADER} and done eq false) or ${messages}`;
  const select = ['partitionKey', 'rowKey', 'due', 'busy'];
  for (const table of tables) {
    for await (const row of table.listEntities({ queryOptions: { filter, select } })) {
      const isHeader = row.rowKey?.startsWith('state:') === true;
      yield {
        instanceId: instanceOf(row.partitionKey ?? ''),
        due: isHeader && typeof row['due'] === 'string' && row['due'] !== '' ? Number(row['due']) : null,
        busy: !isHeader || row['busy'] === true,
      };
    }
  }
}
