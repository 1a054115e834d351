import { Alarms } from '../clock/alarms.js';
import { LineFile } from './line-file.js';
import { parsed } from './wire.js';

/** Something the provider has to tell the app. */
export interface Letter {
  readonly id: string;
  /** Letters of one lane arrive in order, each after the one before. */
  readonly lane: string;
  /** ms since the epoch, virtual. */
  readonly due: number;
  readonly address: string;
  readonly content: unknown;
}

interface Waiting extends Letter {
  readonly tries: number;
}

/** Delivered, or given up. */
interface Settled extends Pick<Letter, 'id' | 'lane'> {
  readonly isSettled: true;
}

export interface PostboxOptions {
  readonly file: string;
  readonly now: () => number;
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
  /** How long to wait after each failed try, ms; then the letter is given up. */
  readonly waits: readonly number[];
  readonly deliver: (letter: Letter) => Promise<'done' | 'retry'>;
}

/** Delivers in virtual time, at least once. What becomes of a letter is a line on disk: a kill loses none. */
export class Postbox {
  readonly #options: PostboxOptions;
  readonly #file: LineFile;
  readonly #alarms: Alarms;
  /** Letters that wait, in order, by lane and id. */
  readonly #lanes = new Map<string, Map<string, Waiting>>();
  readonly #busy = new Set<string>();
  #isOpen = false;

  constructor(options: PostboxOptions) {
    const { file, now, track } = options;
    this.#options = options;
    this.#file = new LineFile(file);
    this.#alarms = new Alarms(now, (lane) => void track(() => this.#empty(lane)));
  }

  async load(): Promise<void> {
    for (const line of await this.#file.open()) {
      const entry = parsed(line) as Waiting | Settled | undefined;
      if (entry !== undefined) this.#apply(entry);
    }
  }

  /** From here on letters go out, those of an earlier run first. */
  open(): void {
    this.#isOpen = true;
    for (const lane of this.#lanes.keys()) this.#schedule(lane);
    this.clockMoved();
  }

  close(): void {
    this.#isOpen = false;
    this.#alarms.stop();
    this.#file.close();
  }

  /** The letters are kept from here on. One that waits already changes nothing. */
  put(...letters: readonly Letter[]): void {
    for (const letter of letters) {
      if (this.#lanes.get(letter.lane)?.has(letter.id) === true) continue;
      this.#keep({ ...letter, tries: 0 });
      this.#schedule(letter.lane);
    }
    this.clockMoved();
  }

  nextDue(): number | undefined {
    return this.#alarms.earliest();
  }

  clockMoved(): void {
    this.#alarms.ring();
  }

  /** By its first letter, unless somebody delivers from it at the moment. */
  #schedule(lane: string): void {
    if (this.#isOpen && !this.#busy.has(lane)) this.#alarms.set(lane, this.#first(lane)?.due ?? null);
  }

  #first(lane: string): Waiting | undefined {
    return this.#lanes.get(lane)?.values().next().value;
  }

  async #empty(lane: string): Promise<void> {
    this.#busy.add(lane);
    try {
      for (;;) {
        const letter = this.#first(lane);
        if (letter === undefined || letter.due > this.#options.now() || !this.#isOpen) return;
        const outcome = await this.#options.deliver(letter).catch(() => 'retry' as const);
        this.#settle(letter, outcome);
      }
    } finally {
      this.#busy.delete(lane);
      this.#schedule(lane);
      this.clockMoved();
    }
  }

  #settle(letter: Waiting, outcome: 'done' | 'retry'): void {
    const { id, lane, tries } = letter;
    const wait = this.#options.waits[tries];
    if (outcome === 'done' || wait === undefined) this.#keep({ id, lane, isSettled: true });
    else this.#keep({ ...letter, tries: tries + 1, due: this.#options.now() + wait });
    if (this.#lanes.size === 0) this.#file.clear();
  }

  #keep(entry: Waiting | Settled): void {
    this.#file.append(JSON.stringify(entry));
    this.#apply(entry);
  }

  #apply(entry: Waiting | Settled): void {
    const { id, lane } = entry;
    const letters = this.#lanes.get(lane) ?? new Map<string, Waiting>();
    this.#lanes.set(lane, letters);
    if ('isSettled' in entry) letters.delete(id);
    else letters.set(id, entry);
    if (letters.size === 0) this.#lanes.delete(lane);
  }
}
