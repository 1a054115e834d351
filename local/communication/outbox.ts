import { open, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

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

/** What was sent, on disk before the sender hears of it: a kill loses nothing that was accepted. */
export class Outbox {
  readonly #file: string;
  #entries: OutboxEntry[] = [];
  readonly #ids = new Set<string>();
  #handle: FileHandle | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'outbox.jsonl');
  }

  /** A line torn by a kill is left out: its sender never heard that it was taken. */
  async open(): Promise<void> {
    this.#entries = (await readLines(this.#file)).flatMap(parseLine);
    for (const { id } of this.#entries) this.#ids.add(id);
    this.#handle = await open(this.#file, 'a');
    await this.#handle.appendFile('\n');
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#handle?.close();
    this.#handle = undefined;
  }

  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Keeps an entry; one whose id is there already is the same message and changes nothing. */
  add(entry: OutboxEntry): Promise<void> {
    const write = this.#writing.then(async () => {
      if (this.#ids.has(entry.id)) return;
      await this.#handle?.appendFile(`${JSON.stringify(entry)}\n`);
      await this.#handle?.sync();
      this.#ids.add(entry.id);
      this.#entries.push(entry);
    });
    this.#writing = write.catch(() => undefined);
    return write;
  }
}

async function readLines(file: string): Promise<readonly string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}

function parseLine(line: string): readonly OutboxEntry[] {
  try {
    return [JSON.parse(line) as OutboxEntry];
  } catch {
    return [];
  }
}
