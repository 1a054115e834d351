import type { DurableClient } from 'durable-functions';
import type { WorkflowStart, Workflows } from '../../ports/workflows.js';
import { Unavailable } from '../../ports/unavailable.js';
import { WINDOW_CHANGED } from '../../workflows/protection-window.js';

/** Starts and wakes orchestrations through the durable client of one invocation. */
export function createWorkflows(client: DurableClient): Workflows {
  return {
    start: async (flow) => {
      const { workflow, ...input } = flow;
      try {
        await client.startNew(workflow, { instanceId: instanceIdOf(flow), input });
      } catch (error) {
        // It runs already: an earlier try got through, its answer did not.
        if (!isConflict(error)) throw new Unavailable('task hub', { cause: new Error('start failed') });
      }
    },
    wake: async (flow) => {
      try {
        await client.raiseEvent(instanceIdOf(flow), WINDOW_CHANGED, {});
      } catch {
        // A lost wake-up is harmless: the flow looks at its account whenever it wakes.
      }
    },
  };
}

/** Ids only, and only characters that every storage provider and address takes. */
export function instanceIdOf(flow: WorkflowStart): string {
  switch (flow.workflow) {
    case 'notice':
      return `notice:${flow.accountId}:${flow.eventId}`;
    case 'protectionWindow':
      return `protection-window:${flow.accountId}:${flow.windowId}`;
    case 'contactRemoval':
      return `contact-removal:${flow.accountId}:${flow.removalId}`;
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && /\b409\b/.test(error.message);
}
