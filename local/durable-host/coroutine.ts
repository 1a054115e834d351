/**
 * A value to come whose listeners run at once, in order, when it comes. The extension's replay depends on continuations
 * running synchronously; promises would reorder them.
 */
export class Deferred<T = unknown> {
  #state: { kind: 'open' } | { kind: 'value'; value: T } | { kind: 'error'; error: unknown } = {
    kind: 'open',
  };
  #listeners: (() => void)[] = [];

  get isOpen(): boolean {
    return this.#state.kind === 'open';
  }

  resolve(value: T): void {
    this.#settle({ kind: 'value', value });
  }

  reject(error: unknown): void {
    this.#settle({ kind: 'error', error });
  }

  /** Runs at once when settled already. */
  then(listener: () => void): void {
    if (this.isOpen) this.#listeners.push(listener);
    else listener();
  }

  /** @throws what it was rejected with */
  take(): T {
    if (this.#state.kind === 'value') return this.#state.value;
    throw this.#state.kind === 'error' ? this.#state.error : new Error('not settled');
  }

  #settle(state: { kind: 'value'; value: T } | { kind: 'error'; error: unknown }): void {
    if (!this.isOpen) return;
    this.#state = state;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}

export type Steps<T> = Generator<Deferred, T, unknown>;

/** Runs a generator that waits by yielding; goes as far as it can at once. */
export function run<T>(steps: Steps<T>): Deferred<T> {
  const result = new Deferred<T>();
  const advance = (resume: () => IteratorResult<Deferred, T>): void => {
    let next: IteratorResult<Deferred, T>;
    try {
      next = resume();
    } catch (error) {
      result.reject(error);
      return;
    }
    if (next.done === true) {
      result.resolve(next.value);
      return;
    }
    const awaited = next.value;
    awaited.then(() => {
      advance(() => resumeWith(steps, awaited));
    });
  };
  advance(() => steps.next());
  return result;
}

function resumeWith<T>(steps: Steps<T>, awaited: Deferred): IteratorResult<Deferred, T> {
  let value: unknown;
  try {
    value = awaited.take();
  } catch (error) {
    return steps.throw(error);
  }
  return steps.next(value);
}

export function whenAny(all: readonly Deferred[]): Deferred<undefined> {
  const result = new Deferred<undefined>();
  for (const one of all) {
    one.then(() => {
      result.resolve(undefined);
    });
  }
  return result;
}

export function whenAll(all: readonly Deferred[]): Deferred<undefined> {
  const result = new Deferred<undefined>();
  let open = all.length;
  if (open === 0) result.resolve(undefined);
  for (const one of all) {
    one.then(() => {
      open -= 1;
      if (open === 0) result.resolve(undefined);
    });
  }
  return result;
}
