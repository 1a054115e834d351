import { setTimeout as sleep } from 'node:timers/promises';
import { Activities } from './activities.js';
import { ActivityTracker } from '../clock/activity-tracker.js';
import { Alarms } from '../clock/alarms.js';
import { decide, decidingBy, type Deciding } from './decide.js';
import { Deliveries } from './deliveries.js';
import type { DurableHostOptions } from './durable-host-options.js';
import { entityIdOf, isEntityId } from './entity-state.js';
import { entityTurn, newEntity } from './entity-turn.js';
import { Functions } from './functions.js';
import { gather } from './inbox.js';
import { InstanceCache } from './instance-cache.js';
import { isTerminal, type InboxMessage, type InstanceRecord, type InstanceState } from './instance.js';
import { Limiter } from './limiter.js';
import { Locks } from './locks.js';
import { rewound } from './rewind.js';
import type { DurableSettings } from './settings.js';
import { Starts, type NewInstance } from './starts.js';
import type { TaskHub } from './task-hub.js';
import type { TurnResult } from './turn.js';
import { unfinished } from './unfinished.js';

export interface EngineOptions extends Omit<DurableHostOptions, 'settings' | 'storage' | 'baseUrl'> {
  readonly hub: TaskHub;
  readonly settings: DurableSettings;
}

/**
 * Runs instances: one turn at a time each, different ones side by side. What has to survive is in the task hub before
 * anything acts on it; what is in memory here (who is due, who runs) is read back from there when a host starts.
 */
export class Engine {
  readonly functions: Functions;
  readonly #options: EngineOptions;
  readonly #hub: TaskHub;
  readonly #cache = new InstanceCache();
  readonly #alarms: Alarms;
  readonly #starts: Starts;
  readonly #tracker = new ActivityTracker();
  readonly #turns: Limiter;
  readonly #activities: Activities;
  readonly #deliveries: Deliveries;
  readonly #deciding: Deciding;
  readonly #locks = new Locks();
  /** Instances with a turn queued or running; `again` when something came for them meanwhile. */
  readonly #awake = new Map<string, { again: boolean }>();
  #stopping = false;

  constructor(options: EngineOptions) {
    const { hub, settings } = options;
    const functions = new Functions(options.runner);
    this.functions = functions;
    this.#options = options;
    this.#hub = hub;
    this.#turns = new Limiter(settings.orchestrationsAtOnce);
    this.#activities = new Activities({
      now: options.now,
      functions,
      tracker: this.#tracker,
      atOnce: settings.activitiesAtOnce,
      done: (instanceId) => {
        this.wake(instanceId);
      },
    });
    this.#deliveries = new Deliveries(this, hub);
    this.#alarms = new Alarms(options.now, (instanceId) => {
      this.wake(instanceId);
    });
    this.#starts = new Starts({
      hub,
      settings,
      cache: this.#cache,
      now: options.now,
      locked: (instanceId, work) => this.locked(instanceId, work),
      replaced: ({ executionId, instanceId }) => {
        this.#alarms.set(instanceId, null);
        this.#activities.ended(executionId);
      },
    });
    this.#deciding = decidingBy(settings, functions, options.log);
  }

  async start(): Promise<void> {
    await this.#hub.open();
    const busy = new Set<string>();
    for await (const { instanceId, due, busy: isBusy } of unfinished(this.#hub)) {
      if (isBusy) {
        busy.add(instanceId);
        this.#cache.doubt(instanceId);
      }
      if (due !== null) this.#alarms.set(instanceId, due);
    }
    // A turn looks at everything: unread messages, unanswered activities, undelivered messages.
    for (const instanceId of busy) this.wake(instanceId);
    this.clockMoved();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#alarms.stop();
    await Promise.race([this.#tracker.quiet(), sleep(3000)]);
  }

  nextDue(): number | undefined {
    return this.#alarms.earliest();
  }

  clockMoved(): void {
    this.#alarms.ring();
  }

  quiet(): Promise<void> {
    return this.#tracker.quiet();
  }

  track<T>(work: () => Promise<T>): Promise<T> {
    return this.#tracker.track(work);
  }

  locked<T>(instanceId: string, work: () => Promise<T>): Promise<T> {
    return this.#locks.run(instanceId, work);
  }

  /** Starts an instance. `running`: one under this id has not ended. */
  async begin(instance: NewInstance): Promise<'begun' | 'running'> {
    const begun = await this.#starts.begin(instance);
    if (begun === 'begun') this.wake(instance.instanceId);
    return begun;
  }

  async send(instanceId: string, ...messages: readonly InboxMessage[]): Promise<void> {
    try {
      for (const stored of await this.#hub.send(instanceId, messages))
        this.#cache.arrived(instanceId, stored);
    } catch (error) {
      this.#cache.doubt(instanceId);
      throw error;
    }
    this.wake(instanceId);
  }

  /** Lets a failed instance run again from where it failed. @returns whether it had failed */
  async rewind(instanceId: string, reason: string): Promise<boolean> {
    const done = await this.locked(instanceId, async () => {
      const record = await this.#load(instanceId);
      if (record?.state.status !== 'Failed') return false;
      await this.#store(record, rewound(record, reason, this.#options.now()), []);
      return true;
    });
    if (done) this.wake(instanceId);
    return done;
  }

  async purge(instanceId: string): Promise<void> {
    this.#cache.forget(instanceId);
    this.#alarms.set(instanceId, null);
    await this.#hub.purge(instanceId);
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

  /** Until nothing new is there. Storage that fails is tried again: an instance must not be left half awake. */
  async #takeTurns(instanceId: string): Promise<void> {
    let failures = 0;
    for (let more = true; more && !this.#stopping;) {
      const awake = { again: false };
      this.#awake.set(instanceId, awake);
      try {
        more = await this.locked(instanceId, () => this.#turn(instanceId));
        await this.#deliver(instanceId);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.#cache.doubt(instanceId);
        this.#options.log('error', 'Host.Durable', `Turn of ${instanceId} failed: ${String(error)}`);
        await sleep(Math.min(5000, 50 * 2 ** failures));
        more = failures < 20;
      }
      more ||= awake.again;
    }
    this.#awake.delete(instanceId);
    this.#cache.trim((busy) => this.#awake.has(busy));
  }

  /** @returns whether more waits to be taken in */
  async #turn(instanceId: string): Promise<boolean> {
    const record = await this.#load(instanceId);
    if (record === undefined) {
      this.#alarms.set(instanceId, null);
      return false;
    }
    return isEntityId(instanceId) ? this.#entityTurn(record) : this.#orchestrationTurn(record);
  }

  async #orchestrationTurn(record: InstanceRecord): Promise<boolean> {
    const { executionId, instanceId } = record.state;
    const now = this.#options.now();
    const outcomes = this.#activities.outcomes(executionId);
    const input = gather(record, outcomes, now);
    const result = await decide(record, input, now, this.#deciding);
    if (result === 'refused') {
      const { version } = record.state;
      const message = `${instanceId} waits for a host that runs version '${version ?? ''}'.`;
      this.#options.log('warning', 'Host.Durable', message);
      return false;
    }
    const after = result === undefined ? record : await this.#store(record, result, input.consumed);
    if (result !== undefined && !isSuspended(result.state)) this.#activities.stored(executionId, outcomes);
    this.#schedule(after.state);
    if (isTerminal(after.state.status) || after.state.executionId !== executionId)
      this.#activities.ended(executionId);
    this.#activities.dispatch(after.state, after.history);
    // Continued as new: the next execution is to be started.
    return input.more || (result !== undefined && after.state.turns === 0 && !isSuspended(after.state));
  }

  async #entityTurn(record: InstanceRecord): Promise<boolean> {
    const { instanceId } = record.state;
    const { name } = entityIdOf(instanceId);
    const run = (trigger: string) => this.functions.run(name, 'entity', trigger, instanceId);
    const turn = await entityTurn(record, run, this.#options.now());
    if (turn === undefined) {
      this.#schedule(record.state);
      return false;
    }
    await this.#store(record, { ...turn, history: [] }, turn.consumed);
    this.#schedule(turn.state);
    return turn.more;
  }

  async #load(instanceId: string): Promise<InstanceRecord | undefined> {
    return this.#cache.load(instanceId, async (hasMessages) => {
      const { state, ...rest } = await (hasMessages
        ? this.#hub.load(instanceId)
        : this.#hub.loadQuiet(instanceId));
      if (state !== undefined) return { etag: undefined, ...rest, state };
      if (!isEntityId(instanceId)) return undefined;
      return { ...rest, etag: undefined, state: newEntity(instanceId, this.#options.now()) };
    });
  }

  /** Writes a turn in one transaction. @returns the record as it is now */
  async #store(
    record: InstanceRecord,
    { history, outbox, state }: TurnResult,
    consumed: InstanceRecord['inbox'],
  ): Promise<InstanceRecord> {
    const { etag, state: before } = record;
    const sameRun = before.generation === state.generation;
    const past = sameRun ? record.history : [];
    const inline = !sameRun || record.inline;
    const stored = await this.#hub.commit({ before, state, etag, past, inline, history, outbox, consumed });
    const after = {
      state,
      etag: stored.etag,
      history: [...past, ...history],
      inline: stored.inline,
      outbox: [...record.outbox, ...stored.outbox],
    };
    const advanced = this.#cache.advance(record, after, consumed);
    if (!sameRun && !record.inline) await this.#hub.dropOldHistory(state.instanceId, state.generation);
    return advanced;
  }

  /** Messages to others, of this turn or left over from a host that died before it could deliver them. */
  async #deliver(instanceId: string): Promise<void> {
    const record = this.#cache.get(instanceId);
    if (record === undefined) return;
    if (record.outbox.length > 0) {
      await this.#deliveries.deliver(record);
      const current = this.#cache.get(instanceId);
      const done = new Set(record.outbox);
      if (current !== undefined)
        this.#cache.put({ ...current, outbox: current.outbox.filter((sent) => !done.has(sent)) });
    }
    if (isTerminal(record.state.status) && !this.#awake.get(instanceId)?.again)
      this.#cache.forget(instanceId);
  }

  #schedule({ due, instanceId, status }: InstanceState): void {
    this.#alarms.set(instanceId, isTerminal(status) || status === 'Suspended' ? null : due);
    this.clockMoved();
  }
}

function isSuspended({ status }: InstanceState): boolean {
  return status === 'Suspended';
}
