import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../local/azurite/azurite.js';

/** A table service of its own, gone after the test. */
export async function tableEmulator(): Promise<{ connectionString: string } & AsyncDisposable> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tables-'));
  const emulator = await startEmulator({ dataDir, port: 0, allServices: false });
  return {
    connectionString: emulator.connectionString,
    [Symbol.asyncDispose]: async () => {
      await emulator.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
