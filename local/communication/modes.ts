import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Delivery } from './outbox.js';

/** How the stand-in behaves for one delivery. `undeliverable` is accepted and never arrives; `slow` never answers in time. */
export type Mode = 'ok' | 'reject' | 'throttle' | 'down' | 'undeliverable' | 'slow';

const MODES: readonly string[] = ['ok', 'reject', 'throttle', 'down', 'undeliverable', 'slow'];
const DELIVERIES: readonly string[] = ['email', 'sms', 'call'];

/** The modes, kept over restarts. */
export class Modes {
  readonly #file: string;
  #modes: Record<Delivery, Mode> = { email: 'ok', sms: 'ok', call: 'ok' };

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'provider.json');
  }

  async open(): Promise<void> {
    try {
      const kept = JSON.parse(await readFile(this.#file, 'utf8')) as Partial<Record<Delivery, Mode>>;
      this.#modes = { ...this.#modes, ...kept };
    } catch {
      // None kept: everything works.
    }
  }

  of(delivery: Delivery): Mode {
    return this.#modes[delivery];
  }

  all(): Readonly<Record<Delivery, Mode>> {
    return this.#modes;
  }

  /** @returns whether both words are known */
  async set(delivery: unknown, mode: unknown): Promise<boolean> {
    if (typeof delivery !== 'string' || typeof mode !== 'string') return false;
    if (!DELIVERIES.includes(delivery) || !MODES.includes(mode)) return false;
    this.#modes = { ...this.#modes, [delivery]: mode };
    await writeFile(`${this.#file}.next`, JSON.stringify(this.#modes));
    await rename(`${this.#file}.next`, this.#file);
    return true;
  }
}
