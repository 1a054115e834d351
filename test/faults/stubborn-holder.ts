import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Holder, type Answer } from '../support/holder.js';
import { LocalHost, type OutboxEntry } from '../support/start-host.js';

/** Asks again until a host that lives long enough answers. */
async function stubbornly<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 2000; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      // What `fetch` throws when nobody answers, or nobody finished answering.
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      await sleep(40);
    }
  }
  throw new Error('Nobody answered for very long.');
}

/** A host that may be gone at any moment, and those who ask it anyway. */
export class StubbornHost extends LocalHost {
  override outbox(query: Readonly<Record<string, string>> = {}): Promise<readonly OutboxEntry[]> {
    return stubbornly(() => super.outbox(query));
  }

  /** Walks time to an instant, however often the walk is broken off. */
  async reach(target: Date): Promise<void> {
    for (;;) {
      const now = await stubbornly(() => this.now());
      const seconds = Math.ceil((target.getTime() - now.getTime()) / 1000);
      if (seconds <= 0) return;
      await stubbornly(() => this.advance(`PT${seconds}S`));
    }
  }
}

/** Sends every request until it is answered, under one `Idempotency-Key`, as a client should. */
export class StubbornHolder extends Holder {
  /** Requests that were answered only when they were sent again. */
  repeated = 0;

  override async call(method: string, path: string, body?: unknown, key = randomUUID()): Promise<Answer> {
    const keyed = method === 'GET' ? undefined : key;
    for (let tries = 0; ; tries += 1) {
      const answer = await stubbornly(() => super.call(method, path, body, keyed));
      if (answer.status !== 503 || tries > 500) return answer;
      this.repeated += 1;
      await sleep(40);
    }
  }
}
