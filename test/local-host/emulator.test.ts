import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TableClient } from '@azure/data-tables';
import { expect, it } from 'vitest';
import { startEmulator } from '../../local/azurite/azurite.js';
import { freePort } from '../support/free-port.js';
import { httpServer } from '../support/http-server.js';

const portOf = (address: string) => Number(/127\.0\.0\.1:(\d+)/.exec(address)?.[1]);

it('an emulator whose port is another’s by the time it listens gets the next, whoever answers there', async () => {
  await using other = await httpServer((_, response) => {
    response.writeHead(200, { server: 'Azurite-Table/3.0' }).end('{}');
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'emulator-'));
  const taken = [portOf(other.url)];
  const free = async () => taken.shift() ?? freePort();
  const emulator = await startEmulator({ dataDir, port: 0, allServices: false }, free);
  expect(taken).toEqual([]);
  expect(portOf(emulator.connectionString)).not.toBe(portOf(other.url));
  await emulator.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

it.each([
  ['with tables alone', false],
  ['with blobs and queues', true],
])('an emulator %s that is stopped has saved what it answered last', async (_, allServices) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'emulator-'));
  const start = () => startEmulator({ dataDir, port: 0, allServices });
  const tableOf = (connection: string) =>
    TableClient.fromConnectionString(connection, 'Kept', { allowInsecureConnection: true });
  const first = await start();
  await tableOf(first.connectionString).createTable();
  await tableOf(first.connectionString).createEntity({ partitionKey: 'a', rowKey: 'b' });
  await first.stop();
  const second = await start();
  const kept = await tableOf(second.connectionString).getEntity('a', 'b');
  expect(kept).toMatchObject({ partitionKey: 'a', rowKey: 'b' });
  await second.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

it('an emulator’s process id that is another’s by now leaves that one alone', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  const dataDir = await mkdtemp(join(tmpdir(), 'emulator-'));
  const note = { pid: other.pid, port: await freePort() };
  await writeFile(join(dataDir, 'azurite.json'), JSON.stringify(note));
  const emulator = await startEmulator({ dataDir, port: 0, allServices: false });
  expect([other.exitCode, other.signalCode]).toEqual([null, null]);
  other.kill();
  await emulator.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});
