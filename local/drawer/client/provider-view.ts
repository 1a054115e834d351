import { byId, make } from './element.js';
import { readModes, setMode, type Delivery, type Modes } from './host-api.js';
import { DELIVERIES } from './wording.js';

const WORDS: Readonly<Record<string, string>> = {
  ok: 'OK: delivers',
  reject: 'Reject: refuses for good',
  throttle: 'Throttle: asks to try later',
  down: 'Down: answers 503',
  undeliverable: 'Undeliverable: takes it, loses it',
  slow: 'Slow: no answer in time',
};

/** How the provider stand-in behaves, one choice a delivery. */
export class ProviderView {
  readonly #summary = byId('provider-summary', HTMLSpanElement);
  readonly #changed = byId('provider-changed', HTMLParagraphElement);
  readonly #choices: readonly (readonly [Delivery, HTMLSelectElement])[];
  /** Goes up when a choice is made and when it has taken effect: a reading from before that says nothing. */
  #version = 0;
  #underWay = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor() {
    // Beside the messages there is room for it; above them it would push them away.
    byId('provider', HTMLDetailsElement).open = matchMedia('(min-width: 56rem)').matches;
    this.#choices = (Object.keys(DELIVERIES) as Delivery[]).map((delivery) => {
      const select = byId(`mode-${delivery}`, HTMLSelectElement);
      select.append(...Object.entries(WORDS).map(([mode, words]) => option(mode, words)));
      select.addEventListener('change', () => {
        this.#choose(delivery, select.value);
      });
      return [delivery, select];
    });
  }

  async refresh(): Promise<void> {
    const version = this.#version;
    const modes = await readModes();
    if (version === this.#version && this.#underWay === 0) this.#show(modes);
  }

  #show(modes: Modes): void {
    for (const [delivery, select] of this.#choices) {
      const mode = modes[delivery];
      if (![...select.options].some(({ value }) => value === mode)) select.append(option(mode, mode));
      if (select.value !== mode) select.value = mode;
    }
    this.#summarize();
  }

  #summarize(): void {
    const odd = this.#choices.filter(([, select]) => select.value !== 'ok');
    this.#summary.classList.toggle('odd', odd.length > 0);
    this.#summary.textContent =
      odd.length === 0
        ? 'delivers everything'
        : odd.map(([delivery, select]) => `${DELIVERIES[delivery]}: ${select.value}`).join(' · ');
  }

  /** In the order they were made; the last one counts. */
  #choose(delivery: Delivery, mode: string): void {
    this.#version += 1;
    this.#underWay += 1;
    this.#summarize();
    this.#turn = this.#turn.then(async () => {
      try {
        await setMode(delivery, mode);
        this.#changed.textContent = `${DELIVERIES[delivery]} is set to: ${mode}.`;
      } catch {
        this.#changed.textContent = 'The host did not answer. Choose again when it runs.';
      }
      this.#version += 1;
      this.#underWay -= 1;
    });
  }
}

function option(mode: string, words: string): HTMLOptionElement {
  const made = make('option', '', words);
  made.value = mode;
  return made;
}
