import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
