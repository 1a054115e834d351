import { DueHeap } from './due-heap.js';

/** `setTimeout` takes 31 bits of milliseconds. */
const LONGEST_SLEEP_MS = 2_000_000_000;

/** Wakes whoever has something due, by name, in virtual time. */
export class Alarms {
  readonly #heap = new DueHeap();
  readonly #now: () => number;
  readonly #wake: (name: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(now: () => number, wake: (name: string) => void) {
    this.#now = now;
    this.#wake = wake;
  }

  /** A later instant for a name replaces the earlier one; takes effect with the next `ring`. */
  set(name: string, due: number | null): void {
    this.#heap.set(name, due);
  }

  earliest(): number | undefined {
    return this.#heap.earliest();
  }

  /** Wakes who is due by now, and lies in wait for the next. */
  ring(): void {
    if (this.#stopped) return;
    for (const name of this.#heap.takeDue(this.#now())) this.#wake(name);
    clearTimeout(this.#timer);
    const next = this.#heap.earliest();
    if (next === undefined) return;
    const delay = Math.min(LONGEST_SLEEP_MS, Math.max(0, next - this.#now()));
    this.#timer = setTimeout(() => {
      this.ring();
    }, delay);
    this.#timer.unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}
