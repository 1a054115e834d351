import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TimeParticipant } from './time-participant.js';

const RealDate = Date;

/** Where time was and where it goes, ms since the epoch, virtual. */
export interface Walk {
  readonly from: number;
  readonly to: number;
}

/**
 * One clock for everything in the process: the global `Date` runs ahead of the real one by an offset, which is on disk
 * before it takes effect. Timers of the process run in real time; only what asks for the date sees virtual time.
 */
export class VirtualClock {
  readonly #file: string;
  #offset = 0;
  #advancing: Walk | undefined;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'clock.json');
  }

  /** Reads the offset of an earlier run and replaces the global `Date`. */
  async install(): Promise<void> {
    this.#offset = await readOffset(this.#file);
    const offset = (): number => this.#offset;
    globalThis.Date = shifted(offset);
  }

  uninstall(): void {
    globalThis.Date = RealDate;
  }

  /** ms since the epoch, virtual. */
  now(): number {
    return RealDate.now() + this.#offset;
  }

  get offset(): number {
    return this.#offset;
  }

  /** The walk under way, if there is one. */
  get advancing(): Walk | undefined {
    return this.#advancing;
  }

  /**
   * Moves time forward to `target`, stopping at every due instant on the way and letting all go quiet there. Returns
   * when nothing is left to run at the target.
   */
  advanceTo(
    target: number,
    participants: readonly TimeParticipant[],
    onProgress?: (now: number) => void,
  ): Promise<void> {
    const mine = this.#queue
      .then(() => {
        this.#advancing = { from: this.now(), to: target };
        return this.#walk(target, participants, onProgress);
      })
      .finally(() => {
        this.#advancing = undefined;
      });
    this.#queue = mine.catch(() => undefined);
    return mine;
  }

  async #walk(
    target: number,
    participants: readonly TimeParticipant[],
    onProgress: ((now: number) => void) | undefined,
  ): Promise<void> {
    for (;;) {
      await allQuiet(participants);
      const due = participants
        .map((participant) => participant.nextDue() ?? Infinity)
        .reduce((a, b) => Math.min(a, b), Infinity);
      if (due > target) break;
      await this.#moveTo(due);
      for (const participant of participants) participant.clockMoved();
      onProgress?.(due);
    }
    await this.#moveTo(target);
    for (const participant of participants) participant.clockMoved();
    await allQuiet(participants);
  }

  /** Never back: an instant that has passed meanwhile is not gone to. */
  async #moveTo(instant: number): Promise<void> {
    const offset = this.#offset + Math.max(0, Math.ceil(instant - this.now()));
    if (offset === this.#offset) return;
    await persist(this.#file, offset);
    this.#offset = offset;
  }
}

/** One part's last act may be another's next: quiet is when a whole round finds nothing. */
async function allQuiet(participants: readonly TimeParticipant[]): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    for (const participant of participants) await participant.quiet();
  }
}

async function readOffset(file: string): Promise<number> {
  try {
    const { offset } = JSON.parse(await readFile(file, 'utf8')) as { offset?: unknown };
    return typeof offset === 'number' ? offset : 0;
  } catch {
    return 0;
  }
}

/** Outlives the process, which is what gets killed; outliving the machine would cost a disk flush at every stop. */
async function persist(file: string, offset: number): Promise<void> {
  const next = `${file}.next`;
  await writeFile(next, JSON.stringify({ offset }));
  await rename(next, file);
}

function shifted(offset: () => number): DateConstructor {
  const now = (): number => RealDate.now() + offset();
  // A function and no proxy: everything in the process makes dates all the time.
  function ShiftedDate(...given: readonly number[]): unknown {
    const made: unknown = new.target;
    if (made === undefined) return new RealDate(now()).toString();
    const parameters = (given.length === 0 ? [now()] : given) as [number];
    if (made === ShiftedDate) return new RealDate(...parameters);
    return Reflect.construct(RealDate, parameters, new.target);
  }
  const { parse, prototype, UTC } = RealDate;
  return Object.assign(ShiftedDate, { now, parse, prototype, UTC }) as unknown as DateConstructor;
}
