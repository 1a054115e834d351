import { LineFile } from './line-file.js';

export interface Operation {
  readonly fingerprint: string;
  readonly failed: boolean;
}

/** Which message each operation id stands for, also after a restart. */
export class Operations {
  readonly #file: LineFile;
  readonly #known = new Map<string, Operation>();

  constructor(file: string) {
    this.#file = new LineFile(file);
  }

  async open(): Promise<void> {
    for (const line of await this.#file.open()) {
      const [id = '', fingerprint = '', failed = ''] = line.split(' ');
      // A line torn by a kill belongs to an operation whose sender never heard that it was taken.
      if (failed === 'true' || failed === 'false')
        this.#known.set(id, { fingerprint, failed: failed === 'true' });
    }
  }

  close(): void {
    this.#file.close();
  }

  get(id: string): Operation | undefined {
    return this.#known.get(id);
  }

  add(id: string, operation: Operation): void {
    const { failed, fingerprint } = operation;
    this.#file.append(`${id.replace(/\s/g, '')} ${fingerprint} ${String(failed)}`);
    this.#known.set(id, operation);
  }
}
