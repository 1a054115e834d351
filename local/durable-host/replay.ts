import type { Action, OrchestratorResult, RetryPolicy } from './actions.js';
import { Deferred, run, whenAll, whenAny, type Steps } from './coroutine.js';
import { EventType, type HistoryEvent } from './history.js';

/** What a turn has to schedule, under the id that history will know it by. */
export type Scheduled =
  | { readonly id: number; readonly kind: 'activity'; readonly name: string; readonly input: string }
  | {
      readonly id: number;
      readonly kind: 'sub-orchestration';
      readonly name: string;
      readonly instanceId?: string;
      readonly input: string | null;
      readonly version?: string;
    }
  | { readonly id: number; readonly kind: 'timer'; readonly fireAt: number };

export type Completion =
  | { readonly kind: 'completed'; readonly output: string | null }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'continued-as-new'; readonly input: string | null };

export interface ReplayOutcome {
  readonly scheduled: readonly Scheduled[];
  /** Unset while the orchestration waits, or has returned but still has open tasks. */
  readonly completion?: Completion;
}

export interface TimerLimits {
  readonly longest: number;
  readonly hop: number;
}

const SCHEDULES: Readonly<Partial<Record<EventType, Scheduled['kind']>>> = {
  [EventType.TaskScheduled]: 'activity',
  [EventType.SubOrchestrationInstanceCreated]: 'sub-orchestration',
  [EventType.TimerCreated]: 'timer',
};

/**
 * Runs the actions an orchestrator handed back against its history, as the extension does: one after the other, each
 * awaited, ids given in the order things are scheduled. What history does not know yet is to be scheduled; what history
 * knows otherwise is a non-deterministic orchestrator, which fails.
 */
export function replay(
  result: OrchestratorResult,
  history: readonly HistoryEvent[],
  limits: TimerLimits,
): ReplayOutcome {
  const context = new ReplayContext(limits);
  try {
    for (const event of history) context.feed(event, result.actions);
  } catch (error) {
    if (error instanceof NonDeterminism)
      return { scheduled: [], completion: { kind: 'failed', reason: error.message } };
    throw error;
  }
  const completion = context.completion(result);
  return completion === undefined
    ? { scheduled: context.unconfirmed() }
    : { scheduled: context.unconfirmed(), completion };
}

class NonDeterminism extends Error {}

class ReplayContext {
  readonly #limits: TimerLimits;
  readonly #scheduled = new Map<number, Scheduled>();
  readonly #confirmed = new Set<number>();
  readonly #open = new Map<number, Deferred>();
  readonly #waiters = new Map<string, Deferred[]>();
  readonly #buffered = new Map<string, number>();
  #nextId = 0;
  #now = 0;
  #main: Deferred | undefined;
  #continueWith: { readonly input: string | null } | undefined;
  #unsupported: number | undefined;

  constructor(limits: TimerLimits) {
    this.#limits = limits;
  }

  feed(event: HistoryEvent, actions: readonly Action[]): void {
    switch (event.EventType) {
      case EventType.OrchestratorStarted:
        this.#now = Math.max(this.#now, Date.parse(event.Timestamp));
        return;
      case EventType.ExecutionStarted:
        this.#main = run(this.#all(actions));
        return;
      case EventType.TaskScheduled:
      case EventType.SubOrchestrationInstanceCreated:
      case EventType.TimerCreated:
        this.#confirm(event);
        return;
      case EventType.TaskCompleted:
      case EventType.SubOrchestrationInstanceCompleted:
        this.#settle(event.TaskScheduledId, (task) => {
          task.resolve(undefined);
        });
        return;
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceFailed:
        this.#settle(event.TaskScheduledId, (task) => {
          task.reject(new Error(event.Reason));
        });
        return;
      case EventType.TimerFired:
        this.#settle(event.TimerId, (task) => {
          task.resolve(undefined);
        });
        return;
      case EventType.EventRaised:
        this.#raise(event.Name ?? '');
        return;
      default:
        return;
    }
  }

  unconfirmed(): readonly Scheduled[] {
    return [...this.#scheduled.values()].filter(({ id }) => !this.#confirmed.has(id));
  }

  /** An instance ends only once nothing of it is open: a timer left behind keeps it running. */
  completion(result: OrchestratorResult): Completion | undefined {
    if (this.#unsupported !== undefined) {
      return { kind: 'failed', reason: `This host does not know the action of type ${this.#unsupported}.` };
    }
    const returned = this.#main?.isOpen === false;
    if (!returned || this.#open.size > 0) return undefined;
    if (result.error !== undefined) return { kind: 'failed', reason: result.error };
    if (this.#continueWith !== undefined)
      return { kind: 'continued-as-new', input: this.#continueWith.input };
    if (!result.isDone) return undefined;
    return { kind: 'completed', output: result.output === undefined ? null : JSON.stringify(result.output) };
  }

  /** What an action comes to is the orchestrator's to look at; here it only has to be over. */
  *#all(actions: readonly Action[]): Steps<void> {
    for (const action of actions) {
      try {
        yield this.#invoke(action);
      } catch {
        continue;
      }
    }
  }

  #invoke(action: Action): Deferred {
    switch (action.kind) {
      case 'activity': {
        const { name, input } = action;
        return this.#maybeRetried(action.retry, () =>
          this.#schedule((id) => ({ id, kind: 'activity', name, input })),
        );
      }
      case 'sub-orchestration': {
        const { kind: _, retry, ...rest } = action;
        return this.#maybeRetried(retry, () =>
          this.#schedule((id) => ({ id, kind: 'sub-orchestration', ...rest })),
        );
      }
      case 'timer':
        return run(this.#timer(action.fireAt, action.cancelled));
      case 'event':
        return this.#waitFor(action.name);
      case 'all':
        return whenAll(action.actions.map((inner) => this.#invoke(inner)));
      case 'any':
        return whenAny(action.actions.map((inner) => this.#invoke(inner)));
      case 'continue-as-new': {
        this.#continueWith = { input: action.input };
        return settled();
      }
      case 'unsupported':
        this.#unsupported = action.type;
        return new Deferred();
    }
  }

  #schedule(make: (id: number) => Scheduled): Deferred {
    const scheduled = make(this.#nextId++);
    const task = new Deferred();
    this.#scheduled.set(scheduled.id, scheduled);
    this.#open.set(scheduled.id, task);
    return task;
  }

  /** A cancelled timer keeps its id and its place in history; only nobody waits for it, and it holds nothing up. */
  #shortTimer(fireAt: number, cancelled: boolean): Deferred {
    const id = this.#nextId;
    const task = this.#schedule(() => ({ id, kind: 'timer', fireAt }));
    if (cancelled) {
      this.#open.delete(id);
      task.reject(new Error('cancelled'));
    }
    return task;
  }

  /** Longer than the storage can hold, a timer hops. Cancelled, only the first hop is made, whatever history says. */
  *#timer(fireAt: number, cancelled: boolean): Steps<void> {
    const { hop, longest } = this.#limits;
    const isLong = fireAt - this.#now > longest;
    yield this.#shortTimer(isLong ? this.#now + hop : fireAt, cancelled);
    while (isLong && this.#now < fireAt) {
      yield this.#shortTimer(fireAt - this.#now >= hop ? this.#now + hop : fireAt, cancelled);
    }
  }

  #maybeRetried(policy: RetryPolicy | undefined, attempt: () => Deferred): Deferred {
    return policy === undefined ? attempt() : run(this.#retried(policy, attempt));
  }

  /** After the last attempt, too, a timer is made: it fires at once. Past the timeout none is, and the SDK waits for it forever. */
  *#retried(policy: RetryPolicy, attempt: () => Deferred): Steps<unknown> {
    const first = this.#now;
    let last: unknown;
    for (let made = 1; made <= policy.maxAttempts; made += 1) {
      try {
        return yield attempt();
      } catch (error) {
        last = error;
      }
      if (this.#now >= first + policy.timeout) break;
      const delay = Math.min(policy.firstInterval * policy.backoff ** (made - 1), policy.maxInterval);
      yield this.#shortTimer(made === policy.maxAttempts ? this.#now : this.#now + delay, false);
    }
    throw last;
  }

  /** The newest waiter of a name gets the event; without one it waits for the next, in order. */
  #waitFor(name: string): Deferred {
    const key = name.toLowerCase();
    const task = new Deferred();
    const buffered = this.#buffered.get(key) ?? 0;
    if (buffered > 0) {
      this.#buffered.set(key, buffered - 1);
      task.resolve(undefined);
      return task;
    }
    const waiters = this.#waiters.get(key) ?? [];
    waiters.push(task);
    this.#waiters.set(key, waiters);
    return task;
  }

  #raise(name: string): void {
    const key = name.toLowerCase();
    const waiter = this.#waiters.get(key)?.pop();
    if (waiter === undefined) this.#buffered.set(key, (this.#buffered.get(key) ?? 0) + 1);
    else waiter.resolve(undefined);
  }

  #confirm(event: HistoryEvent): void {
    const kind = SCHEDULES[event.EventType];
    const scheduled = this.#scheduled.get(event.EventId);
    const sameName = scheduled?.kind === 'timer' || scheduled?.name === event.Name;
    if (kind === undefined || scheduled?.kind !== kind || !sameName) {
      const now = scheduled === undefined ? 'nothing' : describe(scheduled);
      throw new NonDeterminism(
        `Non-Deterministic workflow detected: history has ${kind ?? 'event'} ${event.Name ?? ''}#${event.EventId}, ` +
          `this run of the code scheduled ${now} there. Was the orchestrator changed while this instance was under way?`,
      );
    }
    this.#confirmed.add(event.EventId);
  }

  #settle(id: number | undefined, how: (task: Deferred) => void): void {
    const task = id === undefined ? undefined : this.#open.get(id);
    if (id === undefined || task === undefined) return;
    this.#open.delete(id);
    how(task);
  }
}

function settled(): Deferred {
  const task = new Deferred();
  task.resolve(undefined);
  return task;
}

function describe(scheduled: Scheduled): string {
  return scheduled.kind === 'timer' ? 'timer' : `${scheduled.kind} ${scheduled.name}`;
}
