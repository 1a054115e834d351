import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tableEmulator } from '../support/table-emulator.js';

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
beforeAll(async () => {
  emulator = await tableEmulator();
});
afterAll(async () => {
  await emulator[Symbol.asyncDispose]();
});

/** A process that has the Azure SDKs say all they can, and reads and writes one account's row. */
const SCRIPT = `
  import { openTable } from './dist/src/adapters/tables/table-service.js';
  const table = await openTable({ connectionString: process.env.STORAGE }, 'Accounts');
  const keys = { partitionKey: 'secret-account', rowKey: 'header' };
  await table.submitTransaction([['create', keys]]);
  await table.upsertEntity(keys, 'Replace');
  await table.getEntity(keys.partitionKey, keys.rowKey);
  for await (const row of table.listEntities({ queryOptions: { filter: "PartitionKey eq 'secret-account'" } })) row;
  console.log('done');
`;

it('PRV-2 tables are asked without a word to the SDKs’ logs', async () => {
  const { stderr, stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', SCRIPT],
    { env: { ...process.env, AZURE_LOG_LEVEL: 'verbose', STORAGE: emulator.connectionString } },
  );
  expect(stdout).toContain('done');
  expect(stderr + stdout).not.toContain('secret-account');
});
