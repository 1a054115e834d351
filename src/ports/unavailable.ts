/**
 * Something we depend on does not answer: storage, the task hub, the message provider. Thrown by adapters only; over HTTP it
 * is a 503, in an activity durable retries act on it. Its message names the part and nothing else: never an address or code.
 */
export class Unavailable extends Error {
  readonly retryAfterSeconds: number;

  constructor(what: string, options: { readonly retryAfterSeconds?: number; readonly cause?: unknown } = {}) {
    super(`${what} unavailable`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Unavailable';
    this.retryAfterSeconds = options.retryAfterSeconds ?? 5;
  }
}
