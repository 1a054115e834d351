import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CronExpressionParser } from 'cron-parser';
import type { TimeParticipant } from '../clock/time-participant.js';
import type { Log } from './core-module.js';
import type { FunctionApp } from './function-app.js';

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
  last: number | null;
  next: number;
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
    for (const { name, trigger } of this.#options.app.functionsWith('timerTrigger')) {
      const schedule = trigger.schedule ?? '';
      const last = kept[name] ?? null;
      const timer: Timer = { name, schedule, last, next: nextAfter(schedule, last ?? now), running: false };
      this.#timers.push(timer);
      if (trigger.runOnStartup === true) void this.#options.track(() => this.#fire(timer, now));
    }
    await this.#persist();
    this.clockMoved();
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
    try {
      await this.#options.app.invoke(timer.name, { data: { json: JSON.stringify(input) }, metadata: {} });
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#options.log('error', `Function.${timer.name}`, reason);
    }
    timer.last = started;
    timer.next = nextAfter(timer.schedule, Math.max(started, this.#options.now()));
    timer.running = false;
    await this.#persist();
    this.clockMoved();
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
