import { createHash } from 'node:crypto';
import { Deferred, run, type Steps } from './coroutine.js';
import {
  ENTITY_EVENT,
  instanceIdOf,
  type EntityId,
  type EntityRelease,
  type EntityRequest,
} from './entity-state.js';
import type { EventWaiters } from './event-waiters.js';

export interface Self {
  readonly instanceId: string;
  readonly executionId: string;
}

interface Outlet {
  readonly waiters: EventWaiters;
  readonly self: () => Self;
  readonly nextId: () => number;
  readonly send: (to: string, name: string, input: string) => void;
  readonly whyMissing: (name: string) => string | undefined;
}

/** An orchestration's side of talking to entities: every message is an event sent, every answer one raised. */
export class EntityMessaging {
  readonly #outlet: Outlet;
  #lock: { readonly id: string; readonly entities: readonly EntityId[] } | undefined;

  constructor(outlet: Outlet) {
    this.#outlet = outlet;
  }

  call(to: string, operation: string, input: string | undefined): Deferred {
    const task = new Deferred();
    const why = this.#whyMissing(to);
    if (why !== undefined) {
      task.reject(new Error(why));
      return task;
    }
    const id = this.#requestId();
    this.#send(to, ENTITY_EVENT.request, this.#request(id, operation, input));
    return this.#outlet.waiters.wait(id);
  }

  /** @returns why it cannot be, if so */
  signal(
    to: string,
    operation: string,
    input: string | undefined,
    at: string | undefined,
  ): string | undefined {
    const why = this.#whyMissing(to);
    if (why !== undefined) return why;
    const request = { ...this.#request(this.#requestId(), operation, input), signal: true };
    if (at === undefined) this.#send(to, ENTITY_EVENT.request, request);
    else this.#send(to, `${ENTITY_EVENT.request}@${at}`, { ...request, due: at });
    return undefined;
  }

  acquire(id: string, entities: readonly EntityId[]): Deferred {
    return run(this.#acquire(id, entities));
  }

  /** What is held, whoever forgot to give it back. */
  release(): void {
    if (this.#lock === undefined) return;
    const { entities, id } = this.#lock;
    this.#lock = undefined;
    const { instanceId: parent } = this.#outlet.self();
    for (const entity of entities) this.#send(instanceIdOf(entity), ENTITY_EVENT.release, { parent, id });
  }

  /** The first entity passes the request on to the next; the last one answers. */
  *#acquire(id: string, entities: readonly EntityId[]): Steps<void> {
    const [first] = entities;
    if (first === undefined) return;
    for (const { name } of entities) {
      const why = this.#outlet.whyMissing(name);
      if (why !== undefined) throw new Error(why);
    }
    const request = { ...this.#request(id, null, undefined), lockset: entities, pos: 0 };
    this.#send(instanceIdOf(first), ENTITY_EVENT.request, request);
    yield this.#outlet.waiters.wait(id);
    this.#lock = { id, entities };
  }

  #whyMissing(to: string): string | undefined {
    return this.#outlet.whyMissing(to.slice(1, to.indexOf('@', 1)));
  }

  #request(id: string, op: string | null, input: string | undefined): EntityRequest {
    const { executionId: parentExecution, instanceId: parent } = this.#outlet.self();
    return { op, ...(input === undefined ? {} : { input }), id, parent, parentExecution };
  }

  #send(to: string, name: string, content: EntityRequest | EntityRelease): void {
    this.#outlet.send(to, name, JSON.stringify(content));
  }

  /** The same in every replay: the answer comes as an event of this name. */
  #requestId(): string {
    const name = `${this.#outlet.self().executionId}:${this.#outlet.nextId()}`;
    const hash = createHash('sha1').update(name).digest('hex');
    const parts = [hash.slice(0, 8), hash.slice(8, 12), `5${hash.slice(13, 16)}`, `8${hash.slice(17, 20)}`];
    return [...parts, hash.slice(20, 32)].join('-');
  }
}
