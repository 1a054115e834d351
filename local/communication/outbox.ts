import { LineFile } from './line-file.js';
import { parsed } from './wire.js';

export type Delivery = 'email' | 'sms' | 'call';

/** One message as its receiver would have it. */
export interface OutboxEntry {
  readonly id: string;
  /** RFC 3339, virtual time. */
  readonly at: string;
  readonly delivery: Delivery;
  readonly to: string;
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
  readonly template: string;
  readonly locale: string;
}

/** What was sent, kept before the sender hears of it: a kill loses nothing that was accepted. */
export class Outbox {
  readonly #file: LineFile;
  readonly #entries: OutboxEntry[] = [];
  readonly #ids = new Set<string>();

  constructor(file: string) {
    this.#file = new LineFile(file);
  }

  async open(): Promise<void> {
    for (const line of await this.#file.open()) {
      // A line torn by a kill is none: its sender never heard that it was taken.
      const entry = parsed(line) as OutboxEntry | undefined;
      if (entry !== undefined) this.#take(entry);
    }
  }

  close(): void {
    this.#file.close();
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Keeps an entry; one whose id is there already is the same message and changes nothing. */
  add(entry: OutboxEntry): void {
    if (this.#ids.has(entry.id)) return;
    this.#file.append(JSON.stringify(entry));
    this.#take(entry);
  }

  #take(entry: OutboxEntry): void {
    this.#ids.add(entry.id);
    this.#entries.push(entry);
  }
}
