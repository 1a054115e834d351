import { appendFileSync, closeSync, ftruncateSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/**
 * Lines that outlive the process: each is the system's before `append` returns. No disk is waited for, which costs less
 * than handing so little to another thread.
 */
export class LineFile {
  readonly #path: string;
  #descriptor: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** @returns what is there; one that a kill has torn may be among them */
  async open(): Promise<readonly string[]> {
    const text = await readFile(this.#path, 'utf8').catch(() => '');
    this.#descriptor = openSync(this.#path, 'a', 0o600);
    return text.split('\n').filter((line) => line !== '');
  }

  /** Begins a line of its own, also after one that is torn. Once closed, nothing is written any more. */
  append(line: string): void {
    if (this.#descriptor !== undefined) appendFileSync(this.#descriptor, `\n${line}`);
  }

  /** None of the lines matters any more. */
  clear(): void {
    if (this.#descriptor !== undefined) ftruncateSync(this.#descriptor);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
