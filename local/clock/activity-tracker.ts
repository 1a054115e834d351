/** Knows whether anything runs, so that virtual time moves only when all is quiet. */
export class ActivityTracker {
  #running = 0;
  #listeners: (() => void)[] = [];

  async track<T>(work: () => Promise<T>): Promise<T> {
    this.#running += 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      if (this.#running === 0) {
        const listeners = this.#listeners;
        this.#listeners = [];
        for (const listener of listeners) listener();
      }
    }
  }

  /** Resolves when nothing runs, and nothing has begun in the moment after. */
  async quiet(): Promise<void> {
    for (;;) {
      if (this.#running > 0) await new Promise<void>((resolve) => this.#listeners.push(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#running === 0) return;
    }
  }
}
