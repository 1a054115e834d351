import { randomUUID } from 'node:crypto';
import { tagOf } from '../../dist-local/durable-host/hub-keys.js';
import { tableNumber } from '../../dist-local/durable-host/task-hub.js';
import { inParallel } from './in-parallel.mjs';
import { counter } from './progress.mjs';
import { rawTables, tableNames } from './storage.mjs';

const AT_ONCE = 16;
const OWN_TO_STORAGE = new Set(['etag', 'timestamp', 'odata.metadata']);

export const copyId = (pattern, n) => `${pattern}-${n}`;

/** Which of the hub's tables a row of this instance belongs in. */
const tableFor = (table, id) => table.replace(/\d\d$/, String(tableNumber(id)).padStart(2, '0'));

/**
 * A waiting instance's rows, written again under other ids: the emulator takes them faster than the flows would run.
 * No host may run meanwhile.
 *
 * @param from the number of the first copy
 */
export async function copyInstance({ storage, pattern, copies, from = 0 }) {
  const tableOf = rawTables(storage);
  const rows = await rowsOf(storage, tableOf, pattern);
  const tick = counter('waiting instances written', copies);
  await inParallel(copies, AT_ONCE, async (n) => {
    const id = copyId(pattern, from + n);
    for (const { table, own } of rows) {
      const executionId = randomUUID().replaceAll('-', '');
      const actions = own.map((row) => ['create', renamed(row, pattern, id, executionId)]);
      await tableOf(tableFor(table, id)).submitTransaction(actions);
    }
    tick();
  });
}

async function rowsOf(storage, tableOf, pattern) {
  const found = [];
  for (const table of await tableNames(storage)) {
    const filter = `PartitionKey eq '${pattern}'`;
    const own = [];
    for await (const row of tableOf(table).listEntities({ queryOptions: { filter } })) own.push(row);
    if (own.length > 0) found.push({ table, own });
  }
  if (found.length === 0) throw new Error(`No row of ${pattern} was found.`);
  return found;
}

function renamed(row, pattern, id, executionId) {
  const fields = Object.entries(row).filter(([key]) => !OWN_TO_STORAGE.has(key));
  const change = (value) =>
    value
      .replaceAll(pattern, id)
      .replaceAll(tagOf(pattern), tagOf(id))
      .replaceAll(/("executionId":"|"ExecutionId":")[0-9a-f]{32}/g, `$1${executionId}`);
  return Object.fromEntries(
    fields.map(([key, value]) => [key, typeof value === 'string' ? change(value) : value]),
  );
}
