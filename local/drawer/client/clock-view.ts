import { byId } from './element.js';
import { advance, readClock, Refusal, type ClockReading } from './host-api.js';
import type { OutboxView } from './outbox-view.js';
import { ahead, counted, instant, instantWithSeconds } from './wording.js';

/** Virtual time: where it stands, the buttons that move it, and what became of the last move. */
export class ClockView {
  readonly #now = byId('now', HTMLTimeElement);
  readonly #ahead = byId('ahead', HTMLParagraphElement);
  readonly #panel = byId('clock', HTMLElement);
  readonly #duration = byId('duration', HTMLInputElement);
  readonly #error = byId('duration-error', HTMLParagraphElement);
  readonly #walk = byId('walk', HTMLDivElement);
  readonly #progress = byId('progress', HTMLProgressElement);
  readonly #whereabouts = byId('whereabouts', HTMLParagraphElement);
  readonly #walked = byId('walked', HTMLParagraphElement);
  readonly #outbox: OutboxView;
  readonly #hurry: () => void;
  #isMoving = false;
  /** Virtual minus this machine's time, as the last reading had it. */
  #lead: number | undefined;

  constructor(outbox: OutboxView, hurry: () => void) {
    this.#outbox = outbox;
    this.#hurry = hurry;
    for (const button of this.#steps())
      button.addEventListener('click', () => void this.#move(button.dataset['advance'] ?? ''));
    byId('advance', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#moveAsTyped();
    });
    setInterval(() => {
      this.#tick();
    }, 1000);
  }

  /** Whether somebody waits for time to arrive. */
  get isMoving(): boolean {
    return this.#isMoving;
  }

  async refresh(): Promise<void> {
    this.#show(await readClock());
  }

  #steps(): readonly HTMLButtonElement[] {
    return [...this.#panel.querySelectorAll('button')].filter(
      (button) => button.dataset['advance'] !== undefined,
    );
  }

  #show({ advancing, now, offset }: ClockReading): void {
    this.#lead = Date.parse(now) - Date.now();
    this.#tick();
    this.#ahead.textContent = ahead(offset);
    this.#walk.hidden = advancing === undefined;
    if (advancing === undefined) return;
    const from = Date.parse(advancing.from);
    const to = Date.parse(advancing.to);
    this.#progress.value = to > from ? (Date.parse(now) - from) / (to - from) : 1;
    this.#whereabouts.textContent = `On the way to ${instant(new Date(to))}`;
  }

  #tick(): void {
    if (this.#lead === undefined) return;
    const now = new Date(Date.now() + this.#lead);
    this.#now.dateTime = now.toISOString();
    this.#now.textContent = instantWithSeconds(now);
  }

  async #moveAsTyped(): Promise<void> {
    const typed = this.#duration.value.trim();
    if (typed === '') this.#complain('Type a duration, such as P45D.');
    else if (await this.#move(typed.toUpperCase())) this.#duration.value = '';
  }

  /** @returns whether time has moved */
  async #move(duration: string): Promise<boolean> {
    if (this.#isMoving) return false;
    this.#complain('');
    this.#hold(true);
    try {
      await this.#outbox.refresh();
      const from = await readClock();
      this.#outbox.gather();
      this.#hurry();
      const to = await advance(duration);
      await this.#outbox.refresh();
      this.#show(to);
      const sent = this.#outbox.gathered();
      this.#walked.textContent = `Moved from ${instant(new Date(from.now))} to ${instant(new Date(to.now))}. ${outcome(sent)}`;
      return true;
    } catch (error) {
      this.#outbox.gathered();
      if (error instanceof Refusal)
        this.#complain(`“${this.#duration.value.trim()}” is no ISO 8601 duration. Try P45D.`);
      else this.#walked.textContent = 'The host did not answer. Try again when it runs.';
      return false;
    } finally {
      this.#hold(false);
    }
  }

  /** Not `disabled`: that would take the focus away from the button that was pressed. */
  #hold(isMoving: boolean): void {
    this.#isMoving = isMoving;
    if (isMoving) this.#walked.textContent = 'Time is moving …';
    for (const button of this.#panel.querySelectorAll('button'))
      button.setAttribute('aria-disabled', String(isMoving));
  }

  #complain(words: string): void {
    this.#error.textContent = words;
    if (words === '') {
      this.#duration.removeAttribute('aria-invalid');
      return;
    }
    this.#walked.textContent = '';
    this.#duration.setAttribute('aria-invalid', 'true');
    this.#duration.focus();
  }
}

function outcome(sent: number): string {
  if (sent === 0) return 'No message was sent meanwhile.';
  return `${counted(sent, 'message')} ${sent === 1 ? 'was' : 'were'} sent meanwhile, marked “New”.`;
}
