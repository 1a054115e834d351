import { KeptFile } from './kept-file.js';

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

export interface PostboxOptions {
  readonly file: string;
  readonly now: () => number;
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
  /** How long to wait after each failed try, ms; then the letter is given up. */
  readonly waits: readonly number[];
  readonly deliver: (letter: Letter) => Promise<'done' | 'retry'>;
}

const LONGEST_SLEEP_MS = 2_000_000_000;

/** Delivers in virtual time, at least once. What waits is on disk: a kill loses nothing. */
export class Postbox {
  readonly #options: PostboxOptions;
  readonly #kept: KeptFile<readonly Waiting[]>;
  readonly #busy = new Set<string>();
  #waiting: readonly Waiting[] = [];
  #wake: NodeJS.Timeout | undefined;
  #isOpen = false;

  constructor(options: PostboxOptions) {
    this.#options = options;
    this.#kept = new KeptFile(options.file);
  }

  async load(): Promise<void> {
    this.#waiting = (await this.#kept.read()) ?? [];
  }

  /** From here on letters go out, those of an earlier run first. */
  open(): void {
    this.#isOpen = true;
    this.clockMoved();
  }

  close(): void {
    this.#isOpen = false;
    clearTimeout(this.#wake);
  }

  /** Resolves when the letters are on disk. One that waits already changes nothing. */
  async put(...letters: readonly Letter[]): Promise<void> {
    const known = new Set(this.#waiting.map(({ id }) => id));
    const added = letters.filter(({ id }) => !known.has(id)).map((letter) => ({ ...letter, tries: 0 }));
    this.#waiting = [...this.#waiting, ...added];
    await this.#persist();
    this.clockMoved();
  }

  nextDue(): number | undefined {
    const due = this.#isOpen ? this.#heads().map((letter) => letter.due) : [];
    return due.length === 0 ? undefined : due.reduce((a, b) => Math.min(a, b));
  }

  clockMoved(): void {
    clearTimeout(this.#wake);
    if (!this.#isOpen) return;
    const now = this.#options.now();
    for (const { due, lane } of this.#heads())
      if (due <= now) void this.#options.track(() => this.#empty(lane));
    const next = this.nextDue();
    if (next === undefined) return;
    const wait = Math.min(LONGEST_SLEEP_MS, Math.max(1, next - now));
    this.#wake = setTimeout(() => {
      this.clockMoved();
    }, wait);
    this.#wake.unref();
  }

  /** The first letter of each lane that nobody delivers from at the moment. */
  #heads(): readonly Waiting[] {
    const seen = new Set(this.#busy);
    return this.#waiting.filter(({ lane }) => !seen.has(lane) && seen.add(lane));
  }

  async #empty(lane: string): Promise<void> {
    this.#busy.add(lane);
    try {
      for (;;) {
        const letter = this.#waiting.find((one) => one.lane === lane);
        if (letter === undefined || letter.due > this.#options.now() || !this.#isOpen) return;
        const outcome = await this.#options.deliver(letter).catch(() => 'retry' as const);
        this.#settle(letter, outcome);
        await this.#persist();
      }
    } finally {
      this.#busy.delete(lane);
      this.clockMoved();
    }
  }

  #settle(letter: Waiting, outcome: 'done' | 'retry'): void {
    const wait = this.#options.waits[letter.tries];
    const next =
      outcome === 'done' || wait === undefined
        ? []
        : [{ ...letter, tries: letter.tries + 1, due: this.#options.now() + wait }];
    this.#waiting = this.#waiting.flatMap((one) => (one === letter ? next : [one]));
  }

  #persist(): Promise<void> {
    return this.#kept.write(() => this.#waiting);
  }
}
