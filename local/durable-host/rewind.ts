import { EventType, type HistoryEvent } from './history.js';
import type { InstanceRecord, InstanceState, OutboxMessage } from './instance.js';
import type { TurnResult } from './turn.js';

/**
 * A failed instance as it was before it failed: failures become generic events, which replay passes over, and so do the
 * activities they were of, which are scheduled anew. Children that failed are rewound in turn; whoever has none of those
 * goes on at once, the others when a child reports.
 */
export function rewound({ history, state }: InstanceRecord, reason: string, now: number): TurnResult {
  const failed = new Map<number, HistoryEvent>();
  for (const event of history) {
    const { TaskFailed, SubOrchestrationInstanceFailed } = EventType;
    if (event.EventType === TaskFailed || event.EventType === SubOrchestrationInstanceFailed)
      failed.set(event.TaskScheduledId ?? -1, event);
  }
  const children = history.filter(
    ({ EventId, EventType: type }) =>
      type === EventType.SubOrchestrationInstanceCreated && failed.has(EventId),
  );
  const timestamp = new Date(now).toISOString();
  const next: InstanceState = {
    ...state,
    generation: state.generation + 1,
    status: 'Pending',
    updatedAt: timestamp,
    turns: 1,
    busy: true,
  };
  return {
    state: next,
    history: history.map((event) => (isUndone(event, failed) ? generic(event) : event)),
    outbox:
      children.length > 0 ? children.map((child) => rewindOf(child, reason)) : [wakeUp(state, timestamp)],
  };
}

function isUndone(event: HistoryEvent, failed: ReadonlyMap<number, HistoryEvent>): boolean {
  switch (event.EventType) {
    case EventType.TaskFailed:
    case EventType.SubOrchestrationInstanceFailed:
    case EventType.ExecutionCompleted:
      return true;
    case EventType.TaskScheduled:
      return failed.has(event.EventId);
    default:
      return false;
  }
}

function generic({ EventId, EventType: was, Timestamp }: HistoryEvent): HistoryEvent {
  const name = Object.entries(EventType).find(([, type]) => type === was)?.[0] ?? '';
  return { EventType: EventType.GenericEvent, EventId, Timestamp, Data: `Rewound: ${name}` };
}

function rewindOf({ InstanceId: to = '' }: HistoryEvent, reason: string): OutboxMessage {
  return { kind: 'rewind', to, reason };
}

function wakeUp({ executionId, instanceId: to }: InstanceState, Timestamp: string): OutboxMessage {
  const event = { EventType: EventType.GenericEvent, EventId: -1, Timestamp, Data: 'Rewound' };
  return { kind: 'message', to, message: { event, executionId } };
}
