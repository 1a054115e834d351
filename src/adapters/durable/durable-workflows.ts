import type { DurableClient } from 'durable-functions';
import type { WorkflowStart, Workflows } from '../../ports/workflows.js';
import type { Telemetry } from '../../ports/telemetry.js';
import { Unavailable } from '../../ports/unavailable.js';
import type { KeptTrace } from '../../workflows/activity.js';
import { CONFIRMATION_CHANGED } from '../../workflows/confirmation-deadline.js';
import { WINDOW_CHANGED } from '../../workflows/protection-window.js';

/** The event that each flow waits for beside its timers. */
const wakeUps: Readonly<Partial<Record<WorkflowStart['workflow'], string>>> = {
  protectionWindow: WINDOW_CHANGED,
  confirmationDeadline: CONFIRMATION_CHANGED,
};

/** Starts and wakes orchestrations through the durable client of one invocation. */
export function createWorkflows(client: DurableClient, telemetry: Telemetry): Workflows {
  const begin = async (flow: WorkflowStart, more: object): Promise<'started' | 'runs'> => {
    const { workflow, ...ids } = flow;
    const traceparent = telemetry.traceparent();
    const kept: KeptTrace = traceparent === undefined ? {} : { traceparent };
    try {
      const input = { ...ids, ...more, ...kept };
      await client.startNew(workflow, { instanceId: instanceIdOf(flow), input });
      return 'started';
    } catch (error) {
      if (isConflict(error)) return 'runs';
      throw new Unavailable('task hub', { cause: new Error('start failed') });
    }
  };
  const start = (flow: WorkflowStart, more: object): Promise<'started' | 'runs'> => {
    const facts = { workflow: flow.workflow };
    return telemetry.span(`start ${flow.workflow}`, { kind: 'producer', facts }, async (span) => {
      const outcome = await begin(flow, more);
      span.add({ outcome });
      return outcome;
    });
  };
  return {
    // It may run already: an earlier try got through, its answer did not.
    start: async (flow) => {
      await start(flow, {});
    },
    resume: async (flow) => (await start(flow, { resumed: true })) === 'started',
    wake: async (flow) => {
      const name = wakeUps[flow.workflow];
      if (name === undefined) return;
      const facts = { workflow: flow.workflow };
      try {
        await telemetry.span(`wake ${flow.workflow}`, { kind: 'producer', facts }, () =>
          client.raiseEvent(instanceIdOf(flow), name, {}),
        );
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
    case 'recoveryCode':
      return `recovery-code:${flow.accountId}:${flow.challengeId}:${flow.send}`;
    case 'protectionWindow':
      return `protection-window:${flow.accountId}:${flow.windowId}`;
    case 'contactRemoval':
      return `contact-removal:${flow.accountId}:${flow.removalId}`;
    case 'accountErasure':
      return `account-erasure:${flow.erasureId}`;
    case 'confirmationDeadline':
      return `confirmation:${flow.accountId}:${flow.deadlineId}`;
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && /\b409\b/.test(error.message);
}
