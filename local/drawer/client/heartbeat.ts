/** Does something again and again, but never twice at a time and never while nobody sees the page. */
export class Heartbeat {
  readonly #beat: () => Promise<void>;
  readonly #pauseMs: () => number;
  #timer: number | undefined;
  #isBeating = false;

  constructor(beat: () => Promise<void>, pauseMs: () => number) {
    this.#beat = beat;
    this.#pauseMs = pauseMs;
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) clearTimeout(this.#timer);
      else this.hurry();
    });
  }

  /** Beats now instead of when the pause is over. */
  hurry(): void {
    clearTimeout(this.#timer);
    if (!this.#isBeating) void this.#go();
  }

  async #go(): Promise<void> {
    this.#isBeating = true;
    await this.#beat();
    this.#isBeating = false;
    if (document.hidden) return;
    this.#timer = setTimeout(() => {
      this.hurry();
    }, this.#pauseMs());
  }
}
