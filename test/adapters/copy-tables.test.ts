import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyTables, type TablePlace } from '../../src/adapters/tables/copy-tables.js';
import { tableClient, tableNames } from '../../src/adapters/tables/table-service.js';
import { tableEmulator } from '../support/table-emulator.js';

let emulators: Awaited<ReturnType<typeof tableEmulator>>[];
let [data, backup, anew]: TablePlace[] = [];
beforeAll(async () => {
  emulators = await Promise.all([tableEmulator(), tableEmulator(), tableEmulator()]);
  [data, backup, anew] = emulators.map((service) => ({ service, prefix: '' }));
  await fill();
});
afterAll(async () => {
  for (const emulator of emulators) await emulator[Symbol.asyncDispose]();
});

const named = (place: TablePlace, prefix: string): TablePlace => ({ ...place, prefix });
const open = (place: TablePlace, name: string) => tableClient(place.service, `${place.prefix}${name}`);

/** More rows than one transaction or one page holds, a long partition, values of every type that a row can have. */
async function fill(): Promise<void> {
  for (const name of ['Accounts', 'Directory', 'Empty']) await open(data!, name).createTable();
  const accounts = open(data!, 'Accounts');
  for (let from = 0; from < 1050; from += 50)
    await accounts.submitTransaction(
      Array.from({ length: 50 }, (_, n) => [
        'create',
        { partitionKey: 'one', rowKey: String(from + n).padStart(4, '0'), long: 'x'.repeat(5000) },
      ]),
    );
  for (let n = 0; n < 60; n += 1)
    await accounts.createEntity({ partitionKey: `account-${n}`, rowKey: 'head', n });
  await accounts.createEntity({
    ...{
      partitionKey: 'types',
      rowKey: 'all',
      text: 'a',
      empty: '',
      yes: true,
      int: 7,
      long: 9_007_199_254_740_993n,
    },
    ...{
      double: { type: 'Double', value: '5' },
      bytes: new Uint8Array([0, 255]),
      id: { type: 'Guid', value: GUID },
    },
    at: new Date('2026-11-27T08:00:00.000Z'),
  });
  await open(data!, 'Directory').createEntity({ partitionKey: 'name', rowKey: 'ada', account: 'account-1' });
}
const GUID = '11111111-2222-3333-4444-555555555555';

async function rowsOf(place: TablePlace, name: string) {
  const rows: unknown[] = [];
  const all = open(place, name).listEntities({ disableTypeConversion: true });
  for await (const { etag: _, timestamp: __, ...row } of all) rows.push(row);
  return rows;
}

describe('a copy of the tables', () => {
  it('goes away and comes back with every row, each value of its type', async () => {
    const first = named(backup!, 'd1');
    expect(await copyTables(data!, first)).toEqual({ tables: 3, rows: 1112 });
    expect([...(await tableNames(backup!.service))].sort()).toEqual([
      ...['d1Accounts', 'd1Directory', 'd1Empty', 'd1Whole'],
    ]);
    expect(await copyTables(first, anew!)).toEqual({ tables: 3, rows: 1112 });
    expect([...(await tableNames(anew!.service))].sort()).toEqual(['Accounts', 'Directory', 'Empty']);
    for (const name of ['Accounts', 'Directory', 'Empty'])
      expect(await rowsOf(anew!, name)).toEqual(await rowsOf(data!, name));
  });

  it('mixes with nothing that is there, and is not copied again where it lies beside the data', async () => {
    await expect(copyTables(named(backup!, 'd1'), anew!)).rejects.toThrow('has rows already');
    await copyTables(data!, named(data!, 'd2'));
    expect(await copyTables(data!, named(backup!, 'd3'))).toMatchObject({ tables: 3 });
  });

  it('that was cut short is brought back by nobody', async () => {
    await open(backup!, 'd1Whole').deleteTable();
    await open(anew!, 'Accounts').deleteTable();
    await expect(copyTables(named(backup!, 'd1'), anew!)).rejects.toThrow('not whole');
    await expect(copyTables(named(backup!, 'd4'), anew!)).rejects.toThrow('nothing to copy');
  });
});

describe('copy-tables', () => {
  const run = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, ['dist/src/copy-tables.js', ...args]);

  it('says how much it copied', async () => {
    const [from, to] = emulators.map(({ connectionString }) => connectionString);
    const { stdout } = await run('--from', from!, '--to', to!, '--into', 'd20261127');
    expect(stdout).toBe('Copied 1112 rows of 3 tables.\n');
  });

  it.each([
    ['', 'Name one: --into or --out-of.'],
    ['--into d1 --out-of d1', 'Name one: --into or --out-of.'],
    ['--into d1', 'Name the tables with --from.'],
    ['--into d1 --from http://elsewhere.example --to x', 'Name the tables with --from.'],
    ['--into D1 --from x --to x', 'A copy has a name'],
  ])('wants to know what and where: %j', async (args, words) => {
    await expect(run(...args.split(' ').filter(Boolean))).rejects.toMatchObject({
      stderr: expect.stringContaining(words) as string,
    });
  });
});
