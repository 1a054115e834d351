import { randomUUID } from 'node:crypto';
import type { InstanceCache } from './instance-cache.js';
import { isTerminal, type InstanceState } from './instance.js';
import type { DurableSettings } from './settings.js';
import type { TaskHub } from './task-hub.js';

export interface NewInstance {
  readonly instanceId: string;
  readonly name: string;
  /** JSON text */
  readonly input: string | null;
  readonly version: string | null;
  readonly parent: InstanceState['parent'];
}

interface StartOptions {
  readonly hub: TaskHub;
  readonly cache: InstanceCache;
  readonly settings: DurableSettings;
  readonly now: () => number;
  readonly locked: <T>(instanceId: string, work: () => Promise<T>) => Promise<T>;
  /** An earlier execution under the id is over. */
  readonly replaced: (state: InstanceState) => void;
}

/** Starts executions: one row, which says that a first turn is owed. */
export class Starts {
  readonly #options: StartOptions;
  readonly #racing = new Map<string, Promise<'begun' | 'running'>>();

  constructor(options: StartOptions) {
    this.#options = options;
  }

  /**
   * `running`: one under this id has not ended. Of starts that race each other one counts, and all are told that theirs
   * did.
   */
  async begin(instance: NewInstance): Promise<'begun' | 'running'> {
    const { instanceId } = instance;
    const racing = this.#racing.get(instanceId);
    if (racing !== undefined) return racing;
    const mine = this.#options.locked(instanceId, () => this.#begin(instance));
    this.#racing.set(instanceId, mine);
    try {
      return await mine;
    } finally {
      this.#racing.delete(instanceId);
    }
  }

  async #begin(instance: NewInstance): Promise<'begun' | 'running'> {
    const { cache, hub } = this.#options;
    const state = this.#stateOf(instance);
    const nothing = { past: [], history: [], inline: true, consumed: [], outbox: [] };
    const fresh = { ...nothing, before: undefined };
    const first = await hub.tryCommit({ ...fresh, state, etag: undefined });
    if (first !== undefined) {
      cache.put({ state, etag: first.etag, history: [], inline: true, inbox: [], outbox: [] });
      return 'begun';
    }
    const existing = await hub.loadState(instance.instanceId);
    if (existing === undefined) return this.#begin(instance);
    if (!this.#mayReplace(existing.state, instance)) return 'running';
    const generation = existing.state.generation + 1;
    cache.doubt(instance.instanceId);
    const again = { ...state, generation };
    await hub.commit({ ...fresh, before: existing.state, state: again, etag: existing.etag });
    this.#options.replaced(existing.state);
    await hub.dropOldHistory(instance.instanceId, generation);
    return 'begun';
  }

  #mayReplace({ parent, status }: InstanceState, instance: NewInstance): boolean {
    // A child that this very task has started already is not started again.
    if (isSameTask(parent, instance.parent)) return false;
    return isTerminal(status) || this.#options.settings.overridable === 'AnyState';
  }

  #stateOf(instance: NewInstance): InstanceState {
    const now = new Date(this.#options.now()).toISOString();
    return {
      ...instance,
      executionId: randomUUID().replaceAll('-', ''),
      generation: 1,
      status: 'Pending',
      output: null,
      customStatus: null,
      createdAt: now,
      updatedAt: now,
      turns: 0,
      due: null,
      busy: true,
    };
  }
}

function isSameTask(one: InstanceState['parent'], other: InstanceState['parent']): boolean {
  return (
    one !== null &&
    one.TaskScheduleId === other?.TaskScheduleId &&
    one.OrchestrationInstance.ExecutionId === other.OrchestrationInstance.ExecutionId
  );
}
