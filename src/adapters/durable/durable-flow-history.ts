import { OrchestrationRuntimeStatus, type DurableClient } from 'durable-functions';
import type { FlowHistory } from '../../ports/flow-history.js';
import { Unavailable } from '../../ports/unavailable.js';
import { instanceIdOf } from './durable-workflows.js';

/** What is left of flows, through the durable client of one invocation. */
export function createFlowHistory(client: DurableClient): FlowHistory {
  return {
    /** By the time they were started. */
    purgeCompletedBefore: async (created) => {
      const { instancesDeleted } = await client.purgeInstanceHistoryBy({
        createdTimeFrom: new Date(0),
        createdTimeTo: new Date(created),
        runtimeStatus: [OrchestrationRuntimeStatus.Completed],
      });
      return instancesDeleted;
    },
    erase: async (flow) => {
      const id = instanceIdOf(flow);
      try {
        await client.purgeInstanceHistory(id);
        return 'gone';
      } catch (error) {
        if (!isStillRunning(error)) throw unavailable();
      }
      try {
        await client.terminate(id, 'erased');
        return 'ends';
      } catch {
        throw unavailable();
      }
    },
  };
}

/** Only what has ended can be purged: anything else is a 412. */
function isStillRunning(error: unknown): boolean {
  return error instanceof Error && /\b412\b/.test(error.message);
}

/** Without the cause: its message names the instance. */
function unavailable(): Unavailable {
  return new Unavailable('task hub', { cause: new Error('erasing a history failed') });
}
