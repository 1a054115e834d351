import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ActivityTracker } from '../clock/activity-tracker.js';
import type { DurableHostOptions } from './durable-host-options.js';
import { activityOutcome } from './activity-outcome.js';
import { DueHeap } from './due-heap.js';
import { EventType, openTasks, type HistoryEvent } from './history.js';
import {
  isTerminal,
  type InboxMessage,
  type InstanceRecord,
  type InstanceState,
  type OutboxMessage,
} from './instance.js';
import { Limiter } from './limiter.js';
import type { DurableSettings } from './settings.js';
import type { TaskHub } from './task-hub.js';
import {
  gather,
  reportOf,
  startMessage,
  triggerOf,
  turnResult,
  type TurnInput,
  type TurnResult,
} from './turn.js';

export interface EngineOptions extends Omit<DurableHostOptions, 'settings' | 'storage' | 'baseUrl'> {
  readonly hub: TaskHub;
  readonly settings: DurableSettings;
}

export interface NewInstance {
  readonly instanceId: string;
  readonly name: string;
  /** JSON text */
  readonly input: string | null;
  readonly version: string | null;
  readonly parent: InstanceState['parent'];
}

/** `setTimeout` takes 31 bits of milliseconds. */
const LONGEST_SLEEP_MS = 2_000_000_000;

/**
 * Runs instances: one turn at a time each, different ones side by side. What has to survive is in the task hub before
 * anything acts on it; what is in memory here (who is due, who runs) is read back from there when a host starts.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #hub: TaskHub;
  readonly #due = new DueHeap();
  readonly #tracker = new ActivityTracker();
  readonly #turns: Limiter;
  readonly #activities: Limiter;
  /** Instances with a turn queued or running; `again` when something came for them meanwhile. */
  readonly #awake = new Map<string, { again: boolean }>();
  readonly #locks = new Map<string, Promise<unknown>>();
  readonly #runningActivities = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#hub = options.hub;
    this.#turns = new Limiter(options.settings.orchestrationsAtOnce);
    this.#activities = new Limiter(options.settings.activitiesAtOnce);
  }

  async start(): Promise<void> {
    await this.#hub.open();
    const busy = new Set<string>();
    for await (const { instanceId, due, busy: isBusy } of this.#hub.unfinished()) {
      if (isBusy) busy.add(instanceId);
      if (due !== null) this.#due.set(instanceId, due);
    }
    // A turn looks at everything: unread messages, unanswered activities, undelivered messages.
    for (const instanceId of busy) this.wake(instanceId);
    this.clockMoved();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    await Promise.race([this.#tracker.quiet(), sleep(3000)]);
  }

  nextDue(): number | undefined {
    return this.#due.earliest();
  }

  clockMoved(): void {
    if (this.#stopping) return;
    for (const instanceId of this.#due.takeDue(this.#options.now())) this.wake(instanceId);
    clearTimeout(this.#timer);
    const next = this.#due.earliest();
    if (next === undefined) return;
    const delay = Math.min(LONGEST_SLEEP_MS, Math.max(0, next - this.#options.now()));
    this.#timer = setTimeout(() => {
      this.clockMoved();
    }, delay);
    this.#timer.unref();
  }

  quiet(): Promise<void> {
    return this.#tracker.quiet();
  }

  track<T>(work: () => Promise<T>): Promise<T> {
    return this.#tracker.track(work);
  }

  has(name: string, kind: 'orchestration' | 'activity'): boolean {
    return this.#options.runner
      .durableFunctions()
      .some((known) => known.name === name && known.kind === kind);
  }

  /** Starts an instance. `running`: one under this id has not ended. */
  async begin(instance: NewInstance): Promise<'begun' | 'running'> {
    const begun = await this.locked(instance.instanceId, async () => {
      const existing = await this.#hub.loadState(instance.instanceId);
      const anyState = this.#options.settings.overridable === 'AnyState';
      if (existing !== undefined && !isTerminal(existing.state.status) && !anyState)
        return 'running' as const;
      const timestamp = this.#timestamp();
      const state: InstanceState = {
        ...instance,
        executionId: randomUUID().replaceAll('-', ''),
        generation: (existing?.state.generation ?? 0) + 1,
        status: 'Pending',
        output: null,
        customStatus: null,
        createdAt: timestamp,
        updatedAt: timestamp,
        turns: 0,
        due: null,
        busy: true,
      };
      const first = startMessage(state, instance.input, timestamp);
      // Somebody else's start won the race: theirs is the instance, and the caller can't tell the two apart.
      await this.#hub.begin(state, { ...first, executionId: state.executionId }, existing?.etag);
      if (existing !== undefined) await this.#hub.dropOldHistory(instance.instanceId, state.generation);
      return 'begun' as const;
    });
    if (begun === 'begun') this.wake(instance.instanceId);
    return begun;
  }

  async send(instanceId: string, message: InboxMessage): Promise<void> {
    await this.#hub.send(instanceId, message);
    this.wake(instanceId);
  }

  /** Lets the instance have a turn soon. */
  wake(instanceId: string): void {
    if (this.#stopping) return;
    const awake = this.#awake.get(instanceId);
    if (awake !== undefined) {
      awake.again = true;
      return;
    }
    this.#awake.set(instanceId, { again: false });
    void this.#tracker.track(() => this.#turns.run(() => this.#takeTurns(instanceId)));
  }

  /** One thing at a time for an instance's header. */
  async locked<T>(instanceId: string, work: () => Promise<T>): Promise<T> {
    const before = this.#locks.get(instanceId) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    this.#locks.set(instanceId, settled);
    try {
      return await mine;
    } finally {
      if (this.#locks.get(instanceId) === settled) this.#locks.delete(instanceId);
    }
  }

  /** Until nothing new is there. Storage that fails is tried again: an instance must not be left half awake. */
  async #takeTurns(instanceId: string): Promise<void> {
    let failures = 0;
    for (let more = true; more && !this.#stopping;) {
      const awake = { again: false };
      this.#awake.set(instanceId, awake);
      try {
        more = await this.locked(instanceId, () => this.#turn(instanceId));
        failures = 0;
      } catch (error) {
        failures += 1;
        this.#options.log('error', 'Host.Durable', `Turn of ${instanceId} failed: ${String(error)}`);
        await sleep(Math.min(5000, 50 * 2 ** failures));
        more = failures < 20;
      }
      more ||= awake.again;
    }
    this.#awake.delete(instanceId);
  }

  /** @returns whether more waits to be taken in */
  async #turn(instanceId: string): Promise<boolean> {
    const record = await this.#hub.load(instanceId);
    if (record === undefined) {
      this.#due.set(instanceId, null);
      return false;
    }
    const now = this.#options.now();
    const input = gather(record, now);
    const result = await this.#decide(record, input, now);
    if (result !== undefined) {
      const { state, history, outbox } = result;
      await this.#hub.commit({ state, history, outbox, consumed: input.consumed, etag: record.etag });
    }
    const after = result?.state ?? record.state;
    this.#due.set(instanceId, isTerminal(after.status) || after.status === 'Suspended' ? null : after.due);
    this.clockMoved();
    if (after.generation !== record.state.generation)
      await this.#hub.dropOldHistory(instanceId, after.generation);
    this.#dispatch(after, [...(after.turns === 0 ? [] : record.history), ...(result?.history ?? [])]);
    await this.#deliver(instanceId, record, result);
    return input.more;
  }

  async #decide(record: InstanceRecord, input: TurnInput, now: number): Promise<TurnResult | undefined> {
    const { state } = record;
    const same = { history: [], outbox: [] };
    if (isTerminal(state.status)) return input.consumed.length > 0 ? { state, ...same } : undefined;
    const updatedAt = new Date(now).toISOString();
    if (input.control === 'terminate') {
      const output = JSON.stringify(input.reason ?? '');
      const ended: InstanceState = {
        ...state,
        status: 'Terminated',
        output,
        updatedAt,
        due: null,
        busy: false,
      };
      return { state: ended, history: [], outbox: reportOf(ended) };
    }
    if (input.control === 'suspend') return { state: { ...state, status: 'Suspended', updatedAt }, ...same };
    const resumed: InstanceState =
      input.control === 'resume' ? { ...state, status: 'Running', updatedAt } : state;
    if (input.events.length === 0) {
      return input.consumed.length > 0 || resumed !== state ? { state: resumed, ...same } : undefined;
    }
    const started: HistoryEvent = {
      EventType: EventType.OrchestratorStarted,
      EventId: -1,
      Timestamp: updatedAt,
    };
    const events = [started, ...input.events];
    const metadata = { instanceId: state.instanceId };
    const call = () => this.#options.runner.run(state.name, triggerOf(record, events), metadata);
    return turnResult({ ...record, state: resumed }, events, call, now);
  }

  /** Activities that are scheduled and neither running here nor answered. Run at least once, for every host's life. */
  #dispatch(state: InstanceState, history: readonly HistoryEvent[]): void {
    if (isTerminal(state.status)) return;
    for (const [id, event] of openTasks(history)) {
      if (event.EventType !== EventType.TaskScheduled) continue;
      const key = `${state.executionId}#${id}`;
      if (this.#runningActivities.has(key)) continue;
      this.#runningActivities.add(key);
      void this.#tracker.track(async () => {
        await this.#activities.run(() => this.#runActivity(state, id, event));
        this.#runningActivities.delete(key);
      });
    }
  }

  async #runActivity(state: InstanceState, id: number, event: HistoryEvent): Promise<void> {
    const { executionId, instanceId } = state;
    const outcome = await activityOutcome(this.#options, instanceId, id, event);
    while (!this.#stopping) {
      try {
        await this.send(instanceId, { event: outcome, executionId });
        return;
      } catch (error) {
        this.#options.log(
          'warning',
          'Host.Durable',
          `An activity's outcome is not stored yet: ${String(error)}`,
        );
        await sleep(500);
      }
    }
  }

  /** Messages to other instances, of this turn or left over from one that died before it could deliver them. */
  async #deliver(instanceId: string, record: InstanceRecord, result: TurnResult | undefined): Promise<void> {
    if (record.outbox.length === 0 && (result?.outbox.length ?? 0) === 0) return;
    const current = result?.outbox.length ? await this.#hub.load(instanceId) : record;
    for (const { rowKey, message } of current?.outbox ?? []) {
      await this.#deliverOne(message);
      await this.#hub.delivered(instanceId, rowKey);
    }
  }

  async #deliverOne(message: OutboxMessage): Promise<void> {
    if (message.kind === 'message') {
      await this.#hub.send(message.to, message.message);
      this.wake(message.to);
      return;
    }
    const { to: instanceId, name, version, input, parent } = message;
    await this.begin({ instanceId, name, version, input, parent });
  }

  #timestamp(): string {
    return new Date(this.#options.now()).toISOString();
  }
}
