import type { ActivityTracker } from '../clock/activity-tracker.js';
import { activityOutcome } from './activity-outcome.js';
import type { Functions } from './functions.js';
import { EventType, openTasks, type HistoryEvent } from './history.js';
import { isTerminal, type InboxMessage, type InstanceState } from './instance.js';
import { Limiter } from './limiter.js';

interface ActivityOptions {
  readonly now: () => number;
  readonly functions: Functions;
  readonly tracker: ActivityTracker;
  readonly atOnce: number;
  readonly done: (instanceId: string) => void;
}

/**
 * Runs activities, at least once each: those scheduled and not answered are run by every host that starts. An outcome
 * is kept here until the turn that takes it in is stored; if the host dies before, the activity is run again.
 */
export class Activities {
  readonly #options: ActivityOptions;
  readonly #limiter: Limiter;
  readonly #known = new Map<string, Set<number>>();
  readonly #outcomes = new Map<string, InboxMessage[]>();

  constructor(options: ActivityOptions) {
    this.#options = options;
    this.#limiter = new Limiter(options.atOnce);
  }

  /** Starts what is scheduled and neither runs here nor has come back. */
  dispatch(state: InstanceState, history: readonly HistoryEvent[]): void {
    if (isTerminal(state.status)) return;
    const known = this.#known.get(state.executionId) ?? new Set<number>();
    for (const [id, event] of openTasks(history)) {
      if (event.EventType !== EventType.TaskScheduled || known.has(id)) continue;
      known.add(id);
      this.#known.set(state.executionId, known);
      void this.#options.tracker.track(() => this.#limiter.run(() => this.#run(state, id, event)));
    }
  }

  outcomes(executionId: string): readonly InboxMessage[] {
    return this.#outcomes.get(executionId) ?? [];
  }

  /** The turn that took them in is stored. */
  stored(executionId: string, outcomes: readonly InboxMessage[]): void {
    const known = this.#known.get(executionId);
    for (const { event } of outcomes) known?.delete(event.TaskScheduledId ?? -1);
    if (known?.size === 0) this.#known.delete(executionId);
    const left = this.outcomes(executionId).filter((outcome) => !outcomes.includes(outcome));
    if (left.length === 0) this.#outcomes.delete(executionId);
    else this.#outcomes.set(executionId, left);
  }

  /** Its outcomes interest nobody any more. */
  ended(executionId: string): void {
    this.#known.delete(executionId);
    this.#outcomes.delete(executionId);
  }

  async #run({ executionId, instanceId }: InstanceState, id: number, event: HistoryEvent): Promise<void> {
    const outcome = await activityOutcome(this.#options, instanceId, id, event);
    if (this.#known.get(executionId)?.has(id) !== true) return;
    this.#outcomes.set(executionId, [...this.outcomes(executionId), { event: outcome, executionId }]);
    this.#options.done(instanceId);
  }
}
