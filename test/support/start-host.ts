import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

export interface HostOptions {
  readonly app?: string;
  readonly dataDir?: string;
  readonly storage?: string;
  /** A free one without it; named, it stays the same over restarts. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface OutboxEntry {
  readonly id: string;
  readonly at: string;
  readonly delivery: 'email' | 'sms' | 'call';
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly template: string;
  readonly locale: string;
}

/** A host of its own on a free port and a fresh folder, as `npm start` runs it. */
export async function startHost(options: HostOptions = {}): Promise<LocalHost> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'security-info-')));
  const host = new LocalHost(options, dataDir);
  await host.start();
  return host;
}

export class LocalHost implements AsyncDisposable {
  readonly dataDir: string;
  readonly #options: HostOptions;
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #logs = '';
  #url = '';

  constructor(options: HostOptions, dataDir: string) {
    this.#options = options;
    this.dataDir = dataDir;
  }

  get url(): string {
    return this.#url;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** What was read of what the host wrote, over all its lives: not always all that it wrote before its last answer. */
  get logs(): string {
    return this.#logs;
  }

  /** With all that it wrote before its last answer: that came by another way, and is read within the same turn. */
  async logsSoFar(): Promise<string> {
    await setImmediate();
    return this.#logs;
  }

  /** @throws Error with the host's own words when it does not come up */
  async start(): Promise<void> {
    const { app = '.', env = {}, port = 0, storage } = this.#options;
    const storageOption = storage === undefined ? [] : ['--storage', storage];
    const child = spawn(
      process.execPath,
      ['dist-local/main.js', '--app', app, '--port', String(port), '--data', this.dataDir, ...storageOption],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
    );
    this.#child = child;
    // Not only gone: all that it wrote has been read, too.
    this.#ended = once(child, 'close');
    this.#url = await new Promise<string>((resolve, reject) => {
      // Nothing says that a line, or a letter, comes in one piece.
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        this.#logs += text;
        said += text;
        const url = /Listening on (http:\S+)\n/.exec(said)?.[1];
        if (url !== undefined) resolve(url);
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        this.#logs += text;
      });
      child.once('exit', (code) => {
        reject(new Error(`The host ended with ${code ?? 'a signal'}:\n${this.#logs.slice(-2000)}`));
      });
    });
  }

  /** kill -9 of the host alone; the emulator lives on. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Resolves when the host's process is gone, whoever ended it, and `logs` has its last word. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  async outbox(query: Readonly<Record<string, string>> = {}): Promise<readonly OutboxEntry[]> {
    const response = await fetch(`${this.#url}/local/outbox?${new URLSearchParams(query).toString()}`);
    return (await response.json()) as OutboxEntry[];
  }

  async advance(duration: string): Promise<Date> {
    const response = await fetch(`${this.#url}/local/clock`, {
      method: 'POST',
      body: JSON.stringify({ advance: duration }),
    });
    const { now } = (await response.json()) as { now: string };
    return new Date(now);
  }

  async now(): Promise<Date> {
    const response = await fetch(`${this.#url}/local/clock`);
    return new Date(((await response.json()) as { now: string }).now);
  }

  async provider(delivery: string, mode: string, reports?: string): Promise<void> {
    await fetch(`${this.#url}/local/provider`, {
      method: 'POST',
      body: JSON.stringify({ delivery, mode, reports }),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await endEmulator(this.dataDir);
    await rm(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#child?.kill(signal);
    await this.ended();
  }
}

/** One that a killed host left behind. */
export async function endEmulator(dataDir: string): Promise<void> {
  const note = await readFile(join(dataDir, 'azurite.json'), 'utf8').catch(() => undefined);
  if (note === undefined) return;
  const { pid } = JSON.parse(note) as { pid: number };
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
  await sleep(50);
}
