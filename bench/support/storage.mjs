import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { startEmulator } from '../../dist-local/azurite/azurite.js';
import { freePort } from './host.mjs';

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

/**
 * The same in memory, with rows kept by partition: with a hundred thousand accounts the emulator as it comes writes all of
 * them to its file every five seconds, and looks through all of them for each query.
 */
export async function withLargeStorage(work) {
  const data = await mkdtemp(join(tmpdir(), 'bench-'));
  const port = await freePort();
  const script = createRequire(import.meta.url).resolve('azurite/dist/src/table/main.js');
  const rows = fileURLToPath(new URL('partitioned-rows.cjs', import.meta.url));
  const where = ['--inMemoryPersistence', '--tableHost', '127.0.0.1', '--tablePort', String(port)];
  const flags = ['--max-old-space-size=8000', '--require', rows];
  const emulator = spawn(
    process.execPath,
    [...flags, script, '--silent', '--skipApiVersionCheck', '--disableTelemetry', ...where],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    await listens(port, emulator);
    // One that runs on a folder is taken over.
    await writeFile(join(data, 'azurite.json'), JSON.stringify({ pid: emulator.pid, port }));
    const { connectionString } = await startEmulator({ dataDir: data, port, allServices: false });
    return await work({ data, storage: connectionString, storagePid: emulator.pid });
  } finally {
    emulator.kill('SIGKILL');
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function listens(port, emulator) {
  for (let tries = 0; tries < 100 && emulator.exitCode === null; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer !== undefined) return;
    await sleep(100);
  }
  throw new Error('The storage emulator did not start.');
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
