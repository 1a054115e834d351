import { execFile, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** The emulator's published account; no secret. */
const ACCOUNT = 'devstoreaccount1';
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const PORTS_TRIED = 5;
/** One that is only busy is not ended: what it has yet to save would be lost. */
const PATIENCE_MS = 10_000;

export interface Emulator {
  readonly connectionString: string;
  stop(): Promise<void>;
}

export interface EmulatorOptions {
  readonly dataDir: string;
  /** The table service's; 0 for a free one. */
  readonly port: number;
  /** Blobs and queues besides tables, for apps that use them: slower to start, and larger. */
  readonly allServices: boolean;
}

interface Running {
  readonly pid: number;
  readonly port: number;
  /** Only where it serves more than tables. */
  readonly blobPort?: number;
  readonly queuePort?: number;
}

/**
 * Azurite on a data folder. One that still runs there, left by a host that was killed, is taken over if it serves what
 * is asked for; otherwise one is started as a process group of its own, so that it outlives a host that dies.
 *
 * @param free finds a port that nobody listens on
 * @throws Error when it does not answer within half a minute
 */
export async function startEmulator(
  { allServices, dataDir, port }: EmulatorOptions,
  free = freePort,
): Promise<Emulator> {
  const folder = join(dataDir, 'azurite');
  const note = join(dataDir, 'azurite.json');
  const log = join(dataDir, 'azurite.log');
  await mkdir(folder, { recursive: true });
  const left = await readNote(note);
  if (left !== undefined && isAlive(left.pid) && (await isEmulator(left.pid))) {
    const serves = !allServices || left.blobPort !== undefined;
    if (serves && (await answers(left.port, PATIENCE_MS))) return emulator(left, note);
    await end(left.pid);
  }

  // A port that is free now may be another's by the time the emulator listens.
  for (let tries = port === 0 ? PORTS_TRIED : 1; tries > 0; tries -= 1) {
    const table = { port: port === 0 ? await free() : port };
    const ports = allServices ? { ...table, blobPort: await free(), queuePort: await free() } : table;
    const before = await sizeOf(log);
    const running = { ...ports, pid: await spawnServices(log, folder, ports) };
    await writeFile(note, JSON.stringify(running));
    const said = async () => (await readFile(log)).toString('utf8', before);
    if (await comesUp(running, said)) return emulator(running, note);
    if (isAlive(running.pid)) break;
  }
  const where = port === 0 ? '' : ` on port ${port}`;
  throw new Error(`The storage emulator did not start${where}; see ${log}.`);
}

/** In half a minute at most. Another's on its port would answer just as well: it has to say itself that it listens. */
async function comesUp({ pid, port }: Running, said: () => Promise<string>): Promise<boolean> {
  const listens = new RegExp(`Table service (?:is )?success.*:${port}\\b`);
  for (let tries = 0; tries < 300 && isAlive(pid); tries += 1) {
    if (listens.test(await said()) && (await answers(port, 1000))) return true;
    await sleep(100);
  }
  return false;
}

async function spawnServices(
  logFile: string,
  folder: string,
  { blobPort, port, queuePort }: Omit<Running, 'pid'>,
): Promise<number> {
  const log = await open(logFile, 'a');
  const main = blobPort === undefined ? 'azurite/dist/src/table/main.js' : 'azurite/dist/src/azurite.js';
  const script = createRequire(import.meta.url).resolve(main);
  const options = ['--silent', '--skipApiVersionCheck', '--disableTelemetry', '--disableProductStyleUrl'];
  const where = ['--location', folder];
  for (const [service, at] of Object.entries({ table: port, blob: blobPort, queue: queuePort })) {
    if (at !== undefined) where.push(`--${service}Host`, '127.0.0.1', `--${service}Port`, String(at));
  }
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
  const { blobPort, port, queuePort } = running;
  const endpoints = Object.entries({ Table: port, Blob: blobPort, Queue: queuePort }).flatMap(
    ([service, at]) => (at === undefined ? [] : [`${service}Endpoint=http://127.0.0.1:${at}/${ACCOUNT};`]),
  );
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};${endpoints.join('')}`,
    stop: async () => {
      await end(running.pid);
      await rm(note, { force: true });
    },
  };
}

/** Asks it to save and stop, and waits for that. With tables alone it ends at a SIGTERM without saving. */
async function end(pid: number): Promise<void> {
  signal(pid, 'SIGINT');
  for (let waited = 0; waited < PATIENCE_MS && isAlive(pid); waited += 50) await sleep(50);
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

/**
 * After a restart of the machine, or in a container whose ids begin anew, an id that was noted may be anybody's: ours, too.
 * Where nothing tells, the note is believed.
 */
async function isEmulator(pid: number): Promise<boolean> {
  const asked = () => promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]);
  const known = readFile(`/proc/${pid}/cmdline`, 'utf8').catch(async () => (await asked()).stdout);
  return known.then(
    (command) => /azurite[/\\]dist[/\\]/.test(command),
    () => true,
  );
}

async function answers(port: number, withinMs: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/${ACCOUNT}/Tables`, {
      signal: AbortSignal.timeout(withinMs),
    });
    await response.arrayBuffer();
    return response.headers.get('server')?.startsWith('Azurite') === true;
  } catch {
    return false;
  }
}

async function readNote(file: string): Promise<Running | undefined> {
  try {
    const note = JSON.parse(await readFile(file, 'utf8')) as Partial<Running>;
    const { pid, port } = note;
    return typeof pid === 'number' && typeof port === 'number' ? { ...note, pid, port } : undefined;
  } catch {
    return undefined;
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
