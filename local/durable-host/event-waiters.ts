import { Deferred } from './coroutine.js';

/** Who waits for which event, and what came before anybody did. Names are the same whatever their case. */
export class EventWaiters {
  readonly #waiters = new Map<string, Deferred[]>();
  readonly #buffered = new Map<string, number>();

  /** The newest waiter of a name gets the event; without one it waits for the next, in order. */
  wait(name: string): Deferred {
    const key = name.toLowerCase();
    const task = new Deferred();
    const buffered = this.#buffered.get(key) ?? 0;
    const waiters = this.#waiters.get(key) ?? [];
    waiters.push(task);
    this.#waiters.set(key, waiters);
    if (buffered > 0) {
      this.#buffered.set(key, buffered - 1);
      this.raise(key);
    }
    return task;
  }

  raise(name: string): void {
    const key = name.toLowerCase();
    const waiter = this.#waiters.get(key)?.pop();
    if (waiter === undefined) this.#buffered.set(key, (this.#buffered.get(key) ?? 0) + 1);
    else waiter.resolve(undefined);
  }
}
