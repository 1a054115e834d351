import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { startEmulator } from '../../dist-local/azurite/azurite.js';

/** A fresh folder and a table service of its own, both gone afterwards. */
export async function withStorage(work) {
  const data = await mkdtemp(join(tmpdir(), 'bench-'));
  let emulator;
  try {
    emulator = await startEmulator({ dataDir: data, port: 0, allServices: false });
    const { pid } = JSON.parse(await readFile(join(data, 'azurite.json'), 'utf8'));
    return await work({ data, storage: emulator.connectionString, storagePid: pid });
  } finally {
    await emulator?.stop();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

const OPTIONS = { allowInsecureConnection: true };

/** Raw clients of a table service, one a table, made once. */
export function rawTables(storage) {
  const clients = new Map();
  return (name) => {
    const client = clients.get(name) ?? TableClient.fromConnectionString(storage, name, OPTIONS);
    clients.set(name, client);
    return client;
  };
}

export async function tableNames(storage) {
  const names = [];
  for await (const { name } of TableServiceClient.fromConnectionString(storage, OPTIONS).listTables())
    names.push(name);
  return names;
}
