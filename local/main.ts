import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Host } from './host.js';

/** `node dist-local/main.js [--app DIR] [--port N] [--data DIR] [--storage CONNECTION]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      app: { type: 'string', default: '.' },
      port: { type: 'string', default: process.env['PORT'] ?? '7071' },
      data: { type: 'string', default: process.env['LOCAL_DATA_DIR'] ?? '.local' },
      storage: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port: ${values.port} is not a port.`);
  const storagePort = Number(process.env['LOCAL_STORAGE_PORT'] ?? '0');
  const dataDir = resolve(values.data);
  await mkdir(dataDir, { recursive: true });
  const pidFile = await takeDataDir(dataDir);
  const appDir = resolve(values.app);
  // Apps read files beside them by relative paths, as they may with the real host. One that isn't there is told later.
  await access(appDir).then(
    () => {
      process.chdir(appDir);
    },
    () => undefined,
  );

  const host = new Host({
    appDir,
    dataDir,
    port,
    storagePort,
    ...(values.storage === undefined ? {} : { storage: values.storage }),
  });
  const stop = once(async (code: number) => {
    await host.stop();
    await rm(pidFile, { force: true });
    process.exit(code);
  });
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));
  process.on('unhandledRejection', (reason) => {
    host.log(
      'error',
      'Host',
      `Unhandled rejection: ${reason instanceof Error ? (reason.stack ?? '') : String(reason)}`,
    );
  });
  let isRunning = false;
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    // Nobody reads what it writes any more.
    if (error.code === 'EPIPE') return void stop(1);
    const what = isRunning ? 'Uncaught exception' : 'Uncaught exception, stopping';
    host.log('critical', 'Host', `${what}: ${error.stack ?? error.message}`);
    // The real host outlives a worker that a forgotten callback has ended. Before it runs, there is nothing to keep.
    if (!isRunning) void stop(1);
  });
  try {
    const url = await host.start();
    isRunning = true;
    process.stdout.write(`Listening on ${url}\n`);
    // On the log's side: the one line on the other is for programs that wait for it.
    process.stderr.write(`Outbox and clock: ${url}/local\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await stop(1);
  }
}

/** One host a data folder: two would run everything twice. */
async function takeDataDir(dataDir: string): Promise<string> {
  const file = join(dataDir, 'host.pid');
  const pid = Number(await readFile(file, 'utf8').catch(() => ''));
  if (pid > 0 && pid !== process.pid && (await isHost(pid))) {
    throw new Error(
      `A host (process ${pid}) runs on ${dataDir} already. Stop it, or set LOCAL_DATA_DIR to another folder.`,
    );
  }
  await writeFile(file, String(process.pid));
  return file;
}

/** Process numbers are used again: only one that runs this script counts. */
async function isHost(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'main.js');
  return command.includes('main.js');
}

function once(work: (code: number) => Promise<void>): (code: number) => Promise<void> {
  let started: Promise<void> | undefined;
  return (code) => (started ??= work(code));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
