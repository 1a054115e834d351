import { OrchestrationRuntimeStatus, type DurableClient } from 'durable-functions';
import type { FlowHistory } from '../../ports/flow-history.js';

/** Completed flows only, by the time they were started. */
export function createFlowHistory(client: DurableClient): FlowHistory {
  return {
    purgeCompletedBefore: async (created) => {
      const { instancesDeleted } = await client.purgeInstanceHistoryBy({
        createdTimeFrom: new Date(0),
        createdTimeTo: new Date(created),
        runtimeStatus: [OrchestrationRuntimeStatus.Completed],
      });
      return instancesDeleted;
    },
  };
}
