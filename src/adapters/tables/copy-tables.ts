import type { TableClient, TableEntity, TransactionAction } from '@azure/data-tables';
import { tableClient, tableNames, type TableService } from './table-service.js';

/** Tables, all of an account's, under names with the copy's before them where they are one of several copies. */
export interface TablePlace {
  readonly service: TableService;
  /** Empty where the service itself works. */
  readonly prefix: string;
}

/** Nobody waits for it, and an hour's work is not to end for a moment's throttling. */
const PATIENCE = { maxRetries: 10, retryDelayInMs: 500, maxRetryDelayInMs: 30_000 };
/** What one transaction may hold: this many rows, of one partition, and 4 MiB, of which some is the envelope's. */
const MOST_ROWS = 100;
const MOST_CHARACTERS = 1_500_000;
const AT_ONCE = 16;
/** Made last. A copy without it was cut short. */
const WHOLE = 'Whole';
/** Names come last: one without its account is nobody's, an account without its name lets nobody in. */
const LAST = 'Directory';
/** The task hub's, by its name in host.json: flows are started again from the data (DUR-2), and half a hub is none. */
const HUB = 'SecurityInfo';

/**
 * Copies every table with all its rows, each value of the type that it has.
 *
 * @returns how many rows of how many tables
 * @throws Error when rows are there already, or when what is to be copied is no whole copy
 */
export async function copyTables(
  from: TablePlace,
  to: TablePlace,
): Promise<{ readonly tables: number; readonly rows: number }> {
  const names = await namesOf(from);
  const table = ({ prefix, service }: TablePlace, name: string) =>
    tableClient(service, `${prefix}${name}`, PATIENCE);
  for (const name of names) await mustBeEmpty(table(to, name));
  let rows = 0;
  for (const name of names) rows += await copyRows(table(from, name), table(to, name));
  if (to.prefix !== '') await table(to, WHOLE).createTable();
  return { tables: names.length, rows };
}

async function namesOf({ prefix, service }: TablePlace): Promise<readonly string[]> {
  const all = await tableNames(service);
  const theirs = all.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  // Ours begin with a capital, copies don't: one that lies beside them is not copied again.
  const names = theirs.filter((name) => /^[A-Z]/.test(name) && !name.startsWith(HUB));
  if (names.length === 0) throw new Error('There is nothing to copy.');
  if (prefix !== '' && !names.includes(WHOLE))
    throw new Error(`The copy ${prefix} was cut short: it is not whole. Take another.`);
  const rank = (name: string) => Number(name === LAST);
  return names.filter((name) => name !== WHOLE).sort((a, b) => rank(a) - rank(b));
}

async function mustBeEmpty(table: TableClient): Promise<void> {
  await table.createTable();
  for await (const _ of table.listEntities({ queryOptions: { select: ['RowKey'] } }))
    throw new Error(`${table.tableName} has rows already: old and new must not mix. Delete the table first.`);
}

async function copyRows(from: TableClient, to: TableClient): Promise<number> {
  const send = sender(to);
  let batch: TableEntity[] = [];
  let [characters, rows] = [0, 0];
  const all = from.listEntities({ disableTypeConversion: true });
  for await (const { etag: _, timestamp: __, ...row } of all) {
    const entity = row as TableEntity;
    const length = JSON.stringify(entity).length;
    const isFull = batch.length === MOST_ROWS || characters + length > MOST_CHARACTERS;
    const [first] = batch;
    if (first !== undefined && (isFull || entity.partitionKey !== first.partitionKey)) {
      await send(batch);
      [batch, characters] = [[], 0];
    }
    batch.push(entity);
    characters += length;
    rows += 1;
  }
  if (batch.length > 0) await send(batch);
  await send.rest();
  return rows;
}

/** Sends some at once. A try whose answer was lost may be made again: it writes the same. */
function sender(table: TableClient) {
  const underWay = new Set<Promise<unknown>>();
  const send = async (rows: readonly TableEntity[]): Promise<void> => {
    while (underWay.size >= AT_ONCE) await Promise.race(underWay);
    const actions = rows.map((row): TransactionAction => ['upsert', row, 'Replace']);
    const sending: Promise<unknown> = table.submitTransaction(actions).then(() => underWay.delete(sending));
    // What fails stays there, for whoever waits next to meet it.
    sending.catch(() => undefined);
    underWay.add(sending);
  };
  return Object.assign(send, { rest: () => Promise.all(underWay) });
}
