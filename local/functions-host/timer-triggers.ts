import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CronExpressionParser } from 'cron-parser';
import type { TimeParticipant } from '../clock/time-participant.js';
import type { Log, RetryOptions } from './core-module.js';
import { expanded } from './app-settings.js';
import type { FunctionApp } from './function-app.js';
import { retryDelay } from './retry-delay.js';

export interface TimerTriggersOptions {
  readonly app: FunctionApp;
  readonly dataDir: string;
  readonly now: () => number;
  readonly log: Log;
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
  readonly quiet: () => Promise<void>;
}

interface Timer {
  readonly name: string;
  readonly schedule: string;
  readonly retry: RetryOptions;
  last: number | null;
  /** The next run, or the next attempt of one that failed. */
  next: number;
  /** Attempts of the present run that failed, and why the last one did. */
  failed: number;
  failure: Error | undefined;
  running: boolean;
}

const LONGEST_SLEEP_MS = 2_000_000_000;

/** Timer triggers: six-field NCRONTAB or a time span. What was missed while no host ran happens once, as past due. */
export class TimerTriggers implements TimeParticipant {
  readonly name = 'timer-triggers';
  readonly #options: TimerTriggersOptions;
  readonly #file: string;
  #timers: Timer[] = [];
  #wake: NodeJS.Timeout | undefined;
  #writing: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: TimerTriggersOptions) {
    this.#options = options;
    this.#file = join(options.dataDir, 'timers.json');
  }

  async start(): Promise<void> {
    const kept = await this.#read();
    const now = this.#options.now();
    for (const { binding, metadata, name } of this.#options.app.functionsWith('timerTrigger')) {
      const schedule = expanded(binding.schedule ?? '');
      const last = kept[name] ?? null;
      let next: number;
      try {
        next = nextAfter(schedule, last ?? now);
      } catch {
        this.#options.log('error', `Function.${name}`, `'${schedule}' is no schedule; it never runs.`);
        continue;
      }
      const retry = metadata.retryOptions ?? {};
      const idle = { failed: 0, failure: undefined, running: false };
      const timer: Timer = { name, schedule, retry, last, next, ...idle };
      this.#timers.push(timer);
      if (binding.runOnStartup === true) void this.#options.track(() => this.#fire(timer, now));
    }
    await this.#persist();
    this.clockMoved();
  }

  /** Besides its schedule; not while it runs. */
  runNow(name: string): void {
    const timer = this.#timers.find((one) => one.name === name);
    if (timer === undefined || timer.running) return;
    void this.#options.track(() => this.#fire(timer, this.#options.now()));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#wake);
  }

  nextDue(): number | undefined {
    const due = this.#timers.filter(({ running }) => !running).map(({ next }) => next);
    return due.length === 0 ? undefined : due.reduce((a, b) => Math.min(a, b));
  }

  clockMoved(): void {
    if (this.#stopped) return;
    const now = this.#options.now();
    for (const timer of this.#timers) {
      if (!timer.running && timer.next <= now) void this.#options.track(() => this.#fire(timer, timer.next));
    }
    clearTimeout(this.#wake);
    const next = this.nextDue();
    if (next === undefined) return;
    this.#wake = setTimeout(
      () => {
        this.clockMoved();
      },
      Math.min(LONGEST_SLEEP_MS, Math.max(1, next - now)),
    );
    this.#wake.unref();
  }

  quiet(): Promise<void> {
    return this.#options.quiet();
  }

  /** One run at a time; occurrences that fell into it are not made up for. */
  async #fire(timer: Timer, due: number): Promise<void> {
    timer.running = true;
    const started = this.#options.now();
    const input = {
      Schedule: { AdjustForDST: true },
      ScheduleStatus: {
        Last: new Date(timer.last ?? 0).toISOString(),
        LastUpdated: new Date(timer.last ?? 0).toISOString(),
        Next: new Date(nextAfter(timer.schedule, started)).toISOString(),
      },
      IsPastDue: started - due > 1000,
    };
    const again = await this.#attempt(timer, JSON.stringify(input));
    const ended = Math.max(started, this.#options.now());
    timer.last = started;
    timer.next = again === undefined ? nextAfter(timer.schedule, ended) : ended + again;
    timer.running = false;
    await this.#persist();
    this.clockMoved();
  }

  /** @returns how long to wait for another attempt; undefined when there is none to make */
  async #attempt(timer: Timer, json: string): Promise<number | undefined> {
    const { failed, failure, name, retry } = timer;
    const maxRetryCount = retry.maxRetryCount ?? 0;
    const exception =
      failure === undefined
        ? {}
        : { exception: { message: failure.message, stackTrace: failure.stack ?? '' } };
    const context = maxRetryCount === 0 ? {} : { retry: { retryCount: failed, maxRetryCount, ...exception } };
    try {
      await this.#options.app.invoke(name, { data: { json }, metadata: {}, ...context });
    } catch (error) {
      timer.failure = error instanceof Error ? error : new Error(String(error));
      this.#options.log('error', `Function.${name}`, timer.failure.stack ?? timer.failure.message);
      timer.failed += 1;
      // -1 is forever.
      if (maxRetryCount < 0 || timer.failed <= maxRetryCount) return retryDelay(retry, timer.failed);
    }
    timer.failed = 0;
    timer.failure = undefined;
    return undefined;
  }

  async #read(): Promise<Readonly<Record<string, number>>> {
    try {
      return JSON.parse(await readFile(this.#file, 'utf8')) as Record<string, number>;
    } catch {
      return {};
    }
  }

  /** One write after the other: timers may end at the same moment. */
  #persist(): Promise<void> {
    const write = this.#writing.then(async () => {
      const now = this.#options.now();
      const kept = Object.fromEntries(this.#timers.map(({ last, name }) => [name, last ?? now]));
      await writeFile(`${this.#file}.next`, JSON.stringify(kept));
      await rename(`${this.#file}.next`, this.#file);
    });
    this.#writing = write.catch(() => undefined);
    return write;
  }
}

const SPAN = /^(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})$/;

function nextAfter(schedule: string, after: number): number {
  const span = SPAN.exec(schedule);
  if (span !== null) {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = span
      .slice(1)
      .map((part: string | undefined) => Number(part ?? 0));
    return after + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  }
  return CronExpressionParser.parse(schedule, { currentDate: new Date(after), tz: 'UTC' })
    .next()
    .getTime();
}
