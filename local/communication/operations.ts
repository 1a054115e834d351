import { appendFile, readFile } from 'node:fs/promises';

export interface Operation {
  readonly fingerprint: string;
  readonly failed: boolean;
}

/** Which message each operation id stands for, also after a restart. */
export class Operations {
  readonly #file: string;
  readonly #known = new Map<string, Operation>();

  constructor(file: string) {
    this.#file = file;
  }

  async open(): Promise<void> {
    const lines = (await readFile(this.#file, 'utf8').catch(() => '')).split('\n');
    for (const line of lines) {
      const [id = '', fingerprint = '', failed = ''] = line.split(' ');
      // A line torn by a kill belongs to an operation whose sender never heard that it was taken.
      if (failed === 'true' || failed === 'false')
        this.#known.set(id, { fingerprint, failed: failed === 'true' });
    }
  }

  get(id: string): Operation | undefined {
    return this.#known.get(id);
  }

  /** Holds the id for the time of the work, and for good when it succeeds. */
  async add(id: string, operation: Operation, work: () => Promise<void>): Promise<void> {
    this.#known.set(id, operation);
    try {
      await work();
      const key = id.replace(/\s/g, '');
      await appendFile(this.#file, `\n${key} ${operation.fingerprint} ${String(operation.failed)}`);
    } catch (error) {
      this.#known.delete(id);
      throw error;
    }
  }
}
