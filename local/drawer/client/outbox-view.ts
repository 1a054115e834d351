import { byId, make } from './element.js';
import { messagesSince, Refusal, type Message } from './host-api.js';
import { messageCard, type Card } from './message-card.js';
import { counted, DELIVERIES, titleOf } from './wording.js';

/** So many at once; older ones when they are asked for. */
const PAGE = 50;

/** What was sent, newest first. What stands on the page stays the same elements, so focus and scrolling stay. */
export class OutboxView {
  readonly #list = byId('messages', HTMLDivElement);
  readonly #none = byId('none', HTMLParagraphElement);
  readonly #count = byId('count', HTMLParagraphElement);
  readonly #older = byId('older', HTMLButtonElement);
  readonly #filter = byId('to', HTMLInputElement);
  readonly #recipients = byId('recipients', HTMLDataListElement);
  readonly #announce: (words: string) => void;
  readonly #cards = new Map<string, Card>();
  /** Oldest first, as the host has them. */
  #messages: readonly Message[] = [];
  #fresh: readonly Message[] = [];
  #limit = PAGE;
  #isGathering = false;
  #isFirst = true;
  #turn: Promise<void> = Promise.resolve();

  constructor(announce: (words: string) => void) {
    this.#announce = announce;
    this.#filter.value = new URLSearchParams(location.search).get('to')?.trim() ?? '';
    this.#filter.addEventListener('input', () => {
      this.#filtered();
    });
    this.#older.addEventListener('click', () => {
      this.#limit += PAGE;
      this.#render();
    });
  }

  /** Fetches what has come since the last time; one after the other, so that nothing comes twice. */
  refresh(): Promise<void> {
    const mine = this.#turn.then(() => this.#fetch());
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** From here on everything that comes is new together, until it is counted. */
  gather(): void {
    this.#markNew([]);
    this.#isGathering = true;
  }

  /** @returns how many came since `gather` */
  gathered(): number {
    this.#isGathering = false;
    return this.#fresh.length;
  }

  async #fetch(): Promise<void> {
    const arrived = await this.#arrived();
    if (arrived.length === 0 && !this.#isFirst) return;
    this.#messages = [...this.#messages, ...arrived];
    if (!this.#isFirst) this.#welcome(arrived);
    this.#isFirst = false;
    this.#listRecipients();
    this.#render();
  }

  async #arrived(): Promise<readonly Message[]> {
    try {
      return await messagesSince(this.#messages.at(-1)?.id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // The host was started on another folder: what stands here is none of its.
      this.#messages = [];
      this.#fresh = [];
      this.#cards.clear();
      this.#isFirst = true;
      return messagesSince(undefined);
    }
  }

  #welcome(arrived: readonly Message[]): void {
    this.#markNew(this.#isGathering ? [...this.#fresh, ...arrived] : arrived);
    if (this.#isGathering) return;
    const [only] = arrived;
    this.#announce(
      arrived.length === 1 && only !== undefined
        ? `New: ${titleOf(only)}, by ${DELIVERIES[only.delivery]}, to ${only.to}.`
        : `${counted(arrived.length, 'new message')}.`,
    );
  }

  #markNew(fresh: readonly Message[]): void {
    for (const { id } of this.#fresh) this.#cards.get(id)?.markNew(false);
    this.#fresh = fresh;
    for (const message of fresh) this.#card(message).markNew(true);
  }

  #card(message: Message): Card {
    const known = this.#cards.get(message.id);
    if (known !== undefined) return known;
    const filter = (to: string): void => {
      this.#filter.value = to;
      this.#filtered();
    };
    const card = messageCard(message, { filter, announce: this.#announce });
    this.#cards.set(message.id, card);
    return card;
  }

  #listRecipients(): void {
    const known = [...new Set(this.#messages.map(({ to }) => to))].sort();
    if (known.length === this.#recipients.children.length) return;
    const options = known.map((to) => {
      const option = make('option', '');
      option.value = to;
      return option;
    });
    this.#recipients.replaceChildren(...options);
  }

  #filtered(): void {
    const to = this.#filter.value.trim();
    const query = to === '' ? '' : `?${new URLSearchParams({ to }).toString()}`;
    history.replaceState(null, '', `${location.pathname}${query}`);
    this.#limit = PAGE;
    this.#render();
    this.#announce(this.#count.textContent);
  }

  #render(): void {
    const wanted = this.#filter.value.trim();
    const part = wanted.toLowerCase();
    const matching = this.#messages.filter(({ to }) => to.toLowerCase().includes(part)).reverse();
    this.#place(matching.slice(0, this.#limit).map((message) => this.#card(message).element));
    const all = this.#messages.length;
    const of = matching.length === all ? '' : `${matching.length} of `;
    this.#count.textContent = all === 0 ? '' : `${of}${counted(all, 'message')}`;
    this.#none.hidden = matching.length > 0;
    this.#none.textContent =
      all === 0 || wanted === ''
        ? 'Nothing was sent yet. What the app sends shows up here by itself.'
        : `Nothing was sent to “${wanted}”.`;
    const hidden = Math.max(0, matching.length - this.#limit);
    this.#older.hidden = hidden === 0;
    this.#older.textContent = `Show older messages (${hidden})`;
  }

  /** Takes away what goes before it puts in what comes: what stays is not moved. */
  #place(wanted: readonly HTMLElement[]): void {
    const staying = new Set<Element>(wanted);
    for (const element of [...this.#list.children]) if (!staying.has(element)) element.remove();
    wanted.forEach((element, at) => {
      const there = this.#list.children[at];
      if (there !== element) this.#list.insertBefore(element, there ?? null);
    });
  }
}
