import { KeptFile } from './kept-file.js';
import type { Delivery } from './outbox.js';

/** How the stand-in behaves for one delivery. `undeliverable` is accepted and never arrives; `slow` never answers in time. */
export type Mode = 'ok' | 'reject' | 'throttle' | 'down' | 'undeliverable' | 'slow';
/** How it tells what became of a message. */
export type Reports = 'once' | 'late' | 'twice' | 'out-of-order' | 'none';

export const MODES: readonly string[] = ['ok', 'reject', 'throttle', 'down', 'undeliverable', 'slow'];
export const REPORTS: readonly string[] = ['once', 'late', 'twice', 'out-of-order', 'none'];
const DELIVERIES: readonly string[] = ['email', 'sms', 'call'];

interface Behaviour extends Readonly<Record<Delivery, Mode>> {
  readonly reports: Readonly<Record<'email' | 'sms', Reports>>;
}

/** The modes, kept over restarts. */
export class Modes {
  readonly #kept: KeptFile<Partial<Behaviour>>;
  #behaviour: Behaviour = {
    ...{ email: 'ok', sms: 'ok', call: 'ok' },
    reports: { email: 'once', sms: 'once' },
  };

  constructor(file: string) {
    this.#kept = new KeptFile(file);
  }

  async open(): Promise<void> {
    this.#behaviour = { ...this.#behaviour, ...(await this.#kept.read()) };
  }

  of(delivery: Delivery): Mode {
    return this.#behaviour[delivery];
  }

  reportsOf(delivery: 'email' | 'sms'): Reports {
    return this.#behaviour.reports[delivery];
  }

  all(): Behaviour {
    return this.#behaviour;
  }

  /** @returns whether all the words are known */
  async set(delivery: unknown, mode: unknown, reports: unknown): Promise<boolean> {
    if (!isOne(DELIVERIES, delivery) || (mode === undefined && reports === undefined)) return false;
    if (mode !== undefined && !isOne(MODES, mode)) return false;
    // A call tells each of its steps by itself.
    if (reports !== undefined && (!isOne(REPORTS, reports) || delivery === 'call')) return false;
    const before = this.#behaviour;
    this.#behaviour = {
      ...before,
      ...(mode === undefined ? {} : { [delivery]: mode }),
      ...(reports === undefined ? {} : { reports: { ...before.reports, [delivery]: reports } }),
    };
    await this.#kept.write(() => this.#behaviour);
    return true;
  }
}

function isOne(words: readonly string[], value: unknown): value is string {
  return typeof value === 'string' && words.includes(value);
}
