import type { Action, HttpRequestAction, OrchestratorResult, RetryPolicy } from './actions.js';
import { Deferred, run, whenAll, whenAny, type Steps } from './coroutine.js';
import { callHttp, HTTP_ACTIVITY } from './durable-http.js';
import { EntityMessaging, type Self } from './entity-messaging.js';
import { EventWaiters } from './event-waiters.js';
import { EventType, type HistoryEvent } from './history.js';
import type { Completion, ReplayRules, Scheduled } from './replay-outcome.js';

const SCHEDULES: Readonly<Partial<Record<EventType, Scheduled['kind']>>> = {
  [EventType.TaskScheduled]: 'activity',
  [EventType.SubOrchestrationInstanceCreated]: 'sub-orchestration',
  [EventType.TimerCreated]: 'timer',
  [EventType.EventSent]: 'send',
};

/** History and code disagree. */
export class NonDeterminism extends Error {}

/** The extension refuses what an orchestrator asks for: the orchestration fails with these words. */
class Refusal extends Error {}

/** One replay: what has been scheduled so far, what of it history knows, and who waits for what. */
export class ReplayContext {
  readonly waiters = new EventWaiters();
  readonly #rules: ReplayRules;
  readonly #result: OrchestratorResult;
  readonly #scheduled = new Map<number, Scheduled>();
  readonly #confirmed = new Set<number>();
  readonly #open = new Map<number, Deferred>();
  readonly #entities: EntityMessaging;
  #self: Self = { instanceId: '', executionId: '' };
  #nextId = 0;
  #now = 0;
  #hopping = false;
  #main: Deferred | undefined;
  #continueWith: { readonly input: string | null } | undefined;
  #refusal: string | undefined;

  constructor(rules: ReplayRules, result: OrchestratorResult) {
    this.#rules = rules;
    this.#result = result;
    this.#entities = new EntityMessaging({
      waiters: this.waiters,
      self: () => this.#self,
      nextId: () => this.#nextId,
      send: (to, name, input) => {
        const id = this.#nextId++;
        this.#scheduled.set(id, { id, kind: 'send', to, name, input });
      },
      whyMissing: (name) => rules.whyMissing(name, 'entity'),
    });
  }

  time(now: number): void {
    this.#now = Math.max(this.#now, now);
  }

  start(self: Self): void {
    this.#self = self;
    this.#main = run(this.#all(this.#result.actions));
  }

  confirm(event: HistoryEvent): void {
    const kind = SCHEDULES[event.EventType];
    const scheduled = this.#scheduled.get(event.EventId);
    const sameName = scheduled?.kind === 'timer' || sameText(scheduled?.name, event.Name);
    if (kind === undefined || scheduled?.kind !== kind || !sameName) {
      const now = scheduled === undefined ? 'nothing' : describe(scheduled);
      throw new NonDeterminism(
        `Non-Deterministic workflow detected: history has ${kind ?? 'event'} ${event.Name ?? ''}#${event.EventId}, ` +
          `this run of the code scheduled ${now} there. Was the orchestrator changed while this instance was under way?`,
      );
    }
    this.#confirmed.add(event.EventId);
  }

  settle(id: number | undefined, how: (task: Deferred) => void): void {
    const task = id === undefined ? undefined : this.#open.get(id);
    if (id === undefined || task === undefined) return;
    this.#open.delete(id);
    how(task);
  }

  unconfirmed(): readonly Scheduled[] {
    return [...this.#scheduled.values()].filter(({ id }) => !this.#confirmed.has(id));
  }

  /** An instance ends only once nothing of it is open: a timer left behind keeps it running. */
  completion(): Completion | undefined {
    const { error, isDone, output } = this.#result;
    if (this.#main?.isOpen !== false || this.#open.size > 0) return undefined;
    if (this.#refusal !== undefined) return { kind: 'failed', reason: this.#refusal };
    if (error !== undefined) return { kind: 'failed', reason: error };
    if (this.#continueWith !== undefined)
      return { kind: 'continued-as-new', input: this.#continueWith.input };
    if (!isDone) return undefined;
    return { kind: 'completed', output: output === undefined ? null : JSON.stringify(output) };
  }

  /** What an action comes to is the orchestrator's to look at; here it only has to be over. */
  *#all(actions: readonly Action[]): Steps<void> {
    this.#refusal = whyTooLong(this.#result.customStatus);
    if (this.#refusal !== undefined) return;
    for (const action of actions) {
      try {
        yield this.#invoke(action);
      } catch (error) {
        if (!(error instanceof Refusal)) continue;
        this.#refusal = error.message;
        return;
      }
    }
    if (this.#result.isDone || this.#result.error !== undefined) this.#entities.release();
  }

  #invoke(action: Action): Deferred {
    switch (action.kind) {
      case 'activity':
        return this.#activity(action);
      case 'sub-orchestration':
        return this.#child(action);
      case 'timer':
        return run(this.#timer(action.fireAt, action.cancelled));
      case 'event':
        return this.waiters.wait(action.name);
      case 'all':
        return whenAll(action.actions.map((inner) => this.#invoke(inner)));
      case 'any':
        return whenAny(action.actions.map((inner) => this.#invoke(inner)));
      case 'continue-as-new':
        this.#continueWith = { input: action.input };
        return settled();
      case 'http':
        return this.#http(action.request);
      case 'call-entity':
        return this.#entities.call(action.to, action.operation, action.input);
      case 'signal-entity':
        return this.#signal(action);
      case 'lock':
        return this.#entities.acquire(action.id, action.entities);
      case 'release':
        this.#entities.release();
        return settled();
      case 'unsupported': {
        const what = `Received an unexpected action type from the out-of-proc function: '${action.type}'.`;
        throw new Refusal(what);
      }
    }
  }

  /** One that does not exist is never scheduled: the extension swallows its own refusal, and nobody answers. */
  #activity({ input, name, retry }: Extract<Action, { kind: 'activity' }>): Deferred {
    const why = this.#rules.whyMissing(name, 'activity');
    if (why !== undefined) return failed(why);
    return this.#maybeRetried(retry, () => this.#schedule((id) => ({ id, kind: 'activity', name, input })));
  }

  #child(action: Extract<Action, { kind: 'sub-orchestration' }>): Deferred {
    const { kind, retry, ...rest } = action;
    const why = this.#whyNoChild(rest.name, rest.instanceId);
    if (why !== undefined) return failed(why);
    return this.#maybeRetried(retry, () => this.#schedule((id) => ({ id, kind, ...rest })));
  }

  /** A child may not have its parent's id, nor an entity's. */
  #whyNoChild(name: string, instanceId: string | undefined): string | undefined {
    if (sameText(instanceId, this.#self.instanceId)) return 'A child needs an instance id of its own.';
    if (instanceId?.startsWith('@') === true) return 'Orchestration instance ids must not start with @.';
    return this.#rules.whyMissing(name, 'orchestration');
  }

  #http(request: HttpRequestAction): Deferred {
    const activity = (input: string): Deferred =>
      this.#schedule((id) => ({ id, kind: 'activity', name: HTTP_ACTIVITY, input }));
    const sleep = (seconds: number | undefined): Deferred =>
      this.#shortTimer(this.#now + (seconds === undefined ? this.#rules.httpSleep : seconds * 1000), false);
    return run(callHttp(request, activity, sleep));
  }

  #signal({ at, input, operation, to }: Extract<Action, { kind: 'signal-entity' }>): Deferred {
    const why = this.#entities.signal(to, operation, input, at);
    if (why !== undefined) throw new Refusal(why);
    return settled();
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

  /**
   * Longer than the storage can hold, a timer hops. Cancelled, only the first hop is made, whatever history says, and the
   * context takes every timer after it for a long one: of those, one that is due already is never made.
   */
  *#timer(fireAt: number, cancelled: boolean): Steps<void> {
    const { longestTimer, timerHop } = this.#rules;
    const isLong = fireAt - this.#now > longestTimer;
    this.#hopping ||= isLong;
    if (!this.#hopping) {
      yield this.#shortTimer(fireAt, cancelled);
      return;
    }
    let next = isLong ? this.#now + timerHop : fireAt;
    while (this.#now < fireAt) {
      yield this.#shortTimer(next, cancelled);
      next = fireAt - this.#now >= timerHop ? this.#now + timerHop : fireAt;
    }
    this.#hopping = false;
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
}

/** A custom status is at most 16 KB of UTF-16; the part of a KB at the end does not count. */
function whyTooLong(customStatus: unknown): string | undefined {
  const size = Math.floor((JSON.stringify(customStatus ?? null).length * 2) / 1024);
  if (size <= 16) return undefined;
  return `The UTF-16 size of the JSON-serialized payload must not exceed 16 KB. The current payload size is ${size} KB.`;
}

function sameText(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

function failed(reason: string): Deferred {
  const task = new Deferred();
  task.reject(new Error(reason));
  return task;
}

function settled(): Deferred {
  const task = new Deferred();
  task.resolve(undefined);
  return task;
}

function describe(scheduled: Scheduled): string {
  return scheduled.kind === 'timer' ? 'timer' : `${scheduled.kind} ${scheduled.name}`;
}
