/**
 * Something we depend on does not answer: storage, the task hub, the message provider. Thrown by adapters only; over HTTP it
 * is a 503, in an activity durable retries act on it. Its message names the part and nothing else: never an address or code.
 */
export class Unavailable extends Error {
  /** What does not answer: `storage`, `task hub`, `email`. */
  readonly part: string;
  readonly retryAfterSeconds: number;
  /** What it answered with, where it answered at all: 429 asks for patience, 401 is ours to mend. */
  readonly status: number | undefined;

  constructor(
    part: string,
    options: {
      readonly retryAfterSeconds?: number;
      readonly status?: number | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(`${part} unavailable`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Unavailable';
    this.part = part;
    this.retryAfterSeconds = options.retryAfterSeconds ?? 5;
    this.status = options.status;
  }
}
