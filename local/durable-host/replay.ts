import type { OrchestratorResult } from './actions.js';
import { EventType, type HistoryEvent } from './history.js';
import { NonDeterminism, ReplayContext } from './replay-context.js';
import type { ReplayOutcome, ReplayRules } from './replay-outcome.js';

/**
 * Runs the actions an orchestrator handed back against its history, as the extension does: one after the other, each
 * awaited, ids given in the order things are scheduled. What history does not know yet is to be scheduled; what history
 * knows otherwise is a non-deterministic orchestrator, which fails.
 */
export function replay(
  result: OrchestratorResult,
  history: readonly HistoryEvent[],
  rules: ReplayRules,
): ReplayOutcome {
  const context = new ReplayContext(rules, result);
  try {
    for (const event of history) feed(context, event);
  } catch (error) {
    if (error instanceof NonDeterminism)
      return { scheduled: [], completion: { kind: 'failed', reason: error.message } };
    throw error;
  }
  const completion = context.completion();
  return completion === undefined
    ? { scheduled: context.unconfirmed() }
    : { scheduled: context.unconfirmed(), completion };
}

function feed(context: ReplayContext, event: HistoryEvent): void {
  switch (event.EventType) {
    case EventType.OrchestratorStarted:
      context.time(Date.parse(event.Timestamp));
      return;
    case EventType.ExecutionStarted:
      context.start({
        instanceId: event.OrchestrationInstance?.InstanceId ?? '',
        executionId: event.OrchestrationInstance?.ExecutionId ?? '',
      });
      return;
    case EventType.TaskScheduled:
    case EventType.SubOrchestrationInstanceCreated:
    case EventType.TimerCreated:
    case EventType.EventSent:
      context.confirm(event);
      return;
    case EventType.TaskCompleted:
    case EventType.SubOrchestrationInstanceCompleted:
      context.settle(event.TaskScheduledId, (task) => {
        task.resolve(event.Result);
      });
      return;
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceFailed:
      context.settle(event.TaskScheduledId, (task) => {
        task.reject(new Error(event.Reason));
      });
      return;
    case EventType.TimerFired:
      context.settle(event.TimerId, (task) => {
        task.resolve(undefined);
      });
      return;
    case EventType.EventRaised:
      context.waiters.raise(event.Name ?? '');
      return;
    default:
      return;
  }
}
