import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The emulator's published account; no secret. */
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export interface Emulator {
  readonly connectionString: string;
  stop(): Promise<void>;
}

interface Running {
  readonly pid: number;
  readonly port: number;
}

/**
 * The table service of Azurite on a data folder. One that still runs there, left by a host that was killed, is taken
 * over; otherwise one is started as a process group of its own, so that it outlives a host that dies.
 *
 * @param port 0 for a free one
 * @throws Error when it does not answer within half a minute
 */
export async function startEmulator(dataDir: string, port: number): Promise<Emulator> {
  const folder = join(dataDir, 'azurite');
  const note = join(dataDir, 'azurite.json');
  await mkdir(folder, { recursive: true });
  const left = await readNote(note);
  if (left !== undefined && isAlive(left.pid) && (await answers(left.port))) return emulator(left, note);
  if (left !== undefined && isAlive(left.pid)) await end(left.pid);

  const chosen = port === 0 ? await freePort() : port;
  const pid = await spawnTableService(dataDir, folder, chosen);
  const running = { pid, port: chosen };
  await writeFile(note, JSON.stringify(running));
  for (let tries = 0; tries < 300; tries += 1) {
    if (await answers(chosen)) return emulator(running, note);
    if (!isAlive(pid)) break;
    await sleep(100);
  }
  throw new Error(
    `The storage emulator did not start on port ${chosen}; see ${join(dataDir, 'azurite.log')}.`,
  );
}

async function spawnTableService(dataDir: string, folder: string, port: number): Promise<number> {
  const log = await open(join(dataDir, 'azurite.log'), 'a');
  const script = createRequire(import.meta.url).resolve('azurite/dist/src/table/main.js');
  const options = ['--silent', '--skipApiVersionCheck', '--disableTelemetry', '--disableProductStyleUrl'];
  const where = ['--location', folder, '--tableHost', '127.0.0.1', '--tablePort', String(port)];
  const child = spawn(process.execPath, [script, ...options, ...where], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    cwd: folder,
  });
  child.unref();
  await log.close();
  if (child.pid === undefined) throw new Error('The storage emulator could not be started.');
  return child.pid;
}

function emulator(running: Running, note: string): Emulator {
  const endpoint = `http://127.0.0.1:${running.port}/${ACCOUNT}`;
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};TableEndpoint=${endpoint};`,
    stop: async () => {
      await end(running.pid);
      await rm(note, { force: true });
    },
  };
}

/** Asks it to save and stop, and waits for that. */
async function end(pid: number): Promise<void> {
  signal(pid, 'SIGTERM');
  for (let tries = 0; tries < 100 && isAlive(pid); tries += 1) await sleep(50);
  if (isAlive(pid)) signal(pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/${ACCOUNT}/Tables`, {
      signal: AbortSignal.timeout(1000),
    });
    await response.arrayBuffer();
    return response.headers.get('server')?.startsWith('Azurite') === true;
  } catch {
    return false;
  }
}

async function readNote(file: string): Promise<Running | undefined> {
  try {
    const { pid, port } = JSON.parse(await readFile(file, 'utf8')) as Partial<Running>;
    return typeof pid === 'number' && typeof port === 'number' ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
