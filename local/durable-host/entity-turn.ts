import { randomUUID } from 'node:crypto';
import {
  ENTITY_EVENT,
  entityIdOf,
  instanceIdOf,
  NOTHING_YET,
  type EntityId,
  type EntityRelease,
  type EntityRequest,
  type EntityState,
} from './entity-state.js';
import { EventType } from './history.js';
import type { InboxMessage, InstanceRecord, InstanceState, OutboxMessage, Stored } from './instance.js';
import { INBOX_AT_ONCE } from './task-hub.js';

export interface EntityTurn {
  readonly state: InstanceState;
  readonly outbox: readonly OutboxMessage[];
  readonly consumed: readonly Stored<InboxMessage>[];
  readonly more: boolean;
}

/** What an entity function answers for a batch. */
interface BatchResult {
  readonly entityExists: boolean;
  readonly entityState?: string | null;
  readonly results: readonly { readonly isError: boolean; readonly result?: string }[];
  readonly signals: readonly {
    readonly target: EntityId;
    readonly name: string;
    readonly input: string;
  }[];
}

/** A sender that was silent for so long delivers nothing twice any more. */
const REMEMBER_SENDERS_MS = 30 * 60_000;
const OPERATIONS_AT_ONCE = 100;

/**
 * One turn of an entity: takes in what came, runs a batch of operations up to the next lock, and answers. What the batch
 * changed and what it has to say are stored together.
 */
export async function entityTurn(
  record: InstanceRecord,
  run: (trigger: string) => Promise<unknown>,
  now: number,
): Promise<EntityTurn | undefined> {
  const { state } = record;
  const before = state.entity ?? NOTHING_YET;
  const consumed = record.inbox.slice(0, INBOX_AT_ONCE);
  const intake = takeIn(before, consumed, now);
  const { batch, lock, rest } = nextBatch(intake);
  if (consumed.length === 0 && batch.length === 0 && lock === undefined) return undefined;
  const timestamp = new Date(now).toISOString();
  const sending = new Sending(state, timestamp);
  let entity: EntityState = { ...intake, queue: rest };
  if (batch.length > 0) entity = await runBatch(state.instanceId, entity, batch, run, sending);
  if (lock !== undefined) entity = grant(entity, lock, sending);
  const due = entity.scheduled.map(({ due: at }) => Date.parse(at ?? '')).sort((a, b) => a - b)[0] ?? null;
  const more = record.inbox.length > consumed.length || mayTake(entity);
  const stored: InstanceState = {
    ...state,
    status: 'Running',
    input: JSON.stringify(inputOf(entity)),
    customStatus: statusOf(entity),
    updatedAt: timestamp,
    turns: state.turns + 1,
    due,
    busy: more,
    entity,
  };
  return { state: stored, outbox: sending.messages, consumed, more };
}

/** An entity nobody has used yet is nothing: it comes to be with its first message. */
export function newEntity(instanceId: string, now: number): InstanceState {
  const timestamp = new Date(now).toISOString();
  return {
    instanceId,
    executionId: randomUUID().replaceAll('-', ''),
    generation: 1,
    name: instanceId,
    version: null,
    status: 'Running',
    input: null,
    output: null,
    customStatus: null,
    createdAt: timestamp,
    updatedAt: timestamp,
    parent: null,
    turns: 0,
    due: null,
    busy: false,
    entity: NOTHING_YET,
  };
}

/** Messages in the order they came; those of a lock's holder go first, scheduled ones when their time has come. */
function takeIn(before: EntityState, messages: readonly Stored<InboxMessage>[], now: number): EntityState {
  const received = Object.fromEntries(
    Object.entries(before.received).filter(([, { at }]) => at > now - REMEMBER_SENDERS_MS),
  );
  let lockedBy = before.lockedBy;
  const scheduled = before.scheduled.filter(({ due }) => Date.parse(due ?? '') > now);
  const queue = [...before.queue, ...before.scheduled.filter(({ due }) => Date.parse(due ?? '') <= now)];
  const ofHolder: EntityRequest[] = [];
  for (const { message } of messages) {
    const { event, from } = message;
    if (from !== undefined) {
      if (from.ordinal <= (received[from.sender]?.ordinal ?? -1)) continue;
      received[from.sender] = { ordinal: from.ordinal, at: now };
    }
    const content = JSON.parse(event.Input ?? '{}') as EntityRequest & EntityRelease;
    if (event.Name === ENTITY_EVENT.release) {
      if (lockedBy === content.parent) lockedBy = null;
    } else if (content.due !== undefined && Date.parse(content.due) > now) scheduled.push(content);
    else if (lockedBy !== null && content.parent === lockedBy) ofHolder.push(content);
    else queue.push(content);
  }
  return { ...before, received, scheduled, queue: [...ofHolder, ...queue], lockedBy };
}

function nextBatch(entity: EntityState) {
  const batch: EntityRequest[] = [];
  const rest = [...entity.queue];
  while (mayTake({ ...entity, queue: rest }) && batch.length < OPERATIONS_AT_ONCE) {
    const request = rest.shift();
    if (request === undefined) break;
    if (request.lockset !== undefined) return { batch, lock: request, rest };
    batch.push(request);
  }
  return { batch, lock: undefined, rest };
}

/** While it is locked an entity hears its holder only. */
function mayTake({ lockedBy, queue: [next] }: EntityState): boolean {
  return next !== undefined && (lockedBy === null || next.parent === lockedBy);
}

async function runBatch(
  instanceId: string,
  entity: EntityState,
  batch: readonly EntityRequest[],
  run: (trigger: string) => Promise<unknown>,
  sending: Sending,
): Promise<EntityState> {
  const trigger = JSON.stringify({
    self: entityIdOf(instanceId),
    exists: entity.exists,
    state: entity.state,
    batch: batch.map(({ op, input, signal }) => ({
      name: op ?? '',
      input: input ?? null,
      isSignal: signal === true,
    })),
  });
  const result = await answerOf(entity, batch, () => run(trigger));
  batch.forEach((request, n) => {
    if (request.signal !== true && request.parent !== undefined) sending.answer(request, result.results[n]);
  });
  for (const { input, name, target } of result.signals) {
    sending.request(instanceIdOf(target), {
      op: name,
      signal: true,
      input,
      id: randomUUID(),
      parent: instanceId,
    });
  }
  return { ...entity, exists: result.entityExists, state: result.entityState ?? null };
}

/** A function that fails as a whole fails every operation, and changes nothing. */
async function answerOf(
  entity: EntityState,
  batch: readonly EntityRequest[],
  run: () => Promise<unknown>,
): Promise<BatchResult> {
  try {
    const answer = await run();
    const result = (typeof answer === 'string' ? JSON.parse(answer) : answer) as BatchResult | null;
    if (result !== null && Array.isArray(result.results)) return result;
    throw new Error('The function did not answer as an entity.');
  } catch (error) {
    const result = JSON.stringify(error instanceof Error ? error.message : String(error));
    const results = batch.map(() => ({ isError: true, result }));
    return { entityExists: entity.exists, entityState: entity.state, results, signals: [] };
  }
}

/** Passes the lock on to the next entity of the critical section; the last one tells who asked. */
function grant(entity: EntityState, lock: EntityRequest, sending: Sending): EntityState {
  const pos = (lock.pos ?? 0) + 1;
  const next = lock.lockset?.[pos];
  if (next === undefined) sending.answer(lock, { isError: false, result: 'Lock Acquisition Completed' });
  else sending.request(instanceIdOf(next), { ...lock, pos });
  return { ...entity, lockedBy: lock.parent ?? null };
}

class Sending {
  readonly messages: OutboxMessage[] = [];
  readonly #state: InstanceState;
  readonly #timestamp: string;

  constructor(state: InstanceState, timestamp: string) {
    this.#state = state;
    this.#timestamp = timestamp;
  }

  request(to: string, request: EntityRequest): void {
    this.#send(to, ENTITY_EVENT.request, request);
  }

  answer(request: EntityRequest, outcome: { isError: boolean; result?: string } | undefined): void {
    const { id, parent = '', parentExecution } = request;
    const response = {
      result: outcome?.result ?? null,
      ...(outcome?.isError === true ? { exceptionType: 'Error' } : {}),
    };
    this.#send(parent, id, response, parentExecution);
  }

  #send(to: string, name: string, content: unknown, executionId?: string): void {
    const event = {
      EventType: EventType.EventRaised,
      EventId: -1,
      Timestamp: this.#timestamp,
      Name: name,
      Input: JSON.stringify(content),
    };
    const from = {
      sender: this.#state.instanceId,
      ordinal: this.#state.turns * 100_000 + this.messages.length,
    };
    const message = { event, from, ...(executionId === undefined ? {} : { executionId }) };
    this.messages.push({ kind: 'message', to, message });
  }
}

/** What a status query shows as the entity's input and custom status. */
function inputOf({ exists, lockedBy, queue, state }: EntityState) {
  return {
    ...(exists ? { exists } : {}),
    ...(state === null ? {} : { state }),
    ...(queue.length === 0 ? {} : { queue }),
    ...(lockedBy === null ? {} : { lockedBy }),
    sorter: {},
  };
}

function statusOf(entity: EntityState) {
  const { exists, lockedBy, queue } = entity;
  return {
    ...(exists ? { entityExists: true } : {}),
    ...(queue.length === 0 ? {} : { queueSize: queue.length }),
    ...(lockedBy === null ? {} : { lockedBy }),
  };
}
