import type { FunctionRunner } from './function-runner.js';

export interface DurableHostOptions {
  /** Connection string of a table service. */
  readonly storage: string;
  readonly runner: FunctionRunner;
  /** Virtual now, ms since the epoch. */
  readonly now: () => number;
  /** Where the host listens: `http://127.0.0.1:7071`. */
  readonly baseUrl: string;
  /** host.json's `extensions.durableTask`. */
  readonly settings: unknown;
  readonly log: (
    level: 'debug' | 'information' | 'warning' | 'error',
    category: string,
    message: string,
  ) => void;
}
