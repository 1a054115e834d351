import { readFile, rename, writeFile } from 'node:fs/promises';

/** One JSON value in a file of its own: whole at every instant, written one after the other. */
export class KeptFile<T> {
  readonly #path: string;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Undefined when nothing was kept, or nothing that can be read. */
  async read(): Promise<T | undefined> {
    try {
      return JSON.parse(await readFile(this.#path, 'utf8')) as T;
    } catch {
      return undefined;
    }
  }

  /** @param value taken as it is when its turn comes, so that a later write never loses to an earlier one */
  write(value: () => T): Promise<void> {
    const write = this.#writing.then(async () => {
      await writeFile(`${this.#path}.next`, JSON.stringify(value()), { mode: 0o600 });
      await rename(`${this.#path}.next`, this.#path);
    });
    this.#writing = write.catch(() => undefined);
    return write;
  }
}
