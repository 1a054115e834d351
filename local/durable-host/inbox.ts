import { EventType, openTasks, type HistoryEvent } from './history.js';
import { type InboxMessage, type InstanceRecord, type InstanceState, type Stored } from './instance.js';
import { INBOX_AT_ONCE } from './task-hub.js';

/** What woke an instance, in the order it takes it in. */
export interface TurnInput {
  readonly events: readonly HistoryEvent[];
  /** Stored messages the turn takes in, or drops. */
  readonly consumed: readonly Stored<InboxMessage>[];
  readonly control?: 'terminate' | 'suspend' | 'resume';
  readonly reason?: string;
  /** More messages wait than one turn takes. */
  readonly more: boolean;
}

/**
 * Chooses what the next turn takes in: the start first, then messages by arrival, then due timers by instant. Duplicates
 * are dropped.
 *
 * @param fresh outcomes of activities that are in memory only; the turn that takes them in stores them
 */
export function gather(record: InstanceRecord, fresh: readonly InboxMessage[], now: number): TurnInput {
  const { history, inbox, state } = record;
  const open = new Map(openTasks(history));
  const control = inbox.findLast(({ message }) => controlOf(message) !== undefined);
  const kind = control && controlOf(control.message);
  const suspended = kind === 'suspend' || (state.status === 'Suspended' && kind === undefined);
  const events: HistoryEvent[] = suspended || state.turns > 0 ? [] : [startOf(state)];
  const consumed: Stored<InboxMessage>[] = [];
  const take = (message: InboxMessage): void => {
    if (isStray(message, state, open)) return;
    if (message.event.TaskScheduledId !== undefined) open.delete(message.event.TaskScheduledId);
    events.push(message.event);
  };
  for (const stored of inbox.slice(0, INBOX_AT_ONCE)) {
    const isControl = controlOf(stored.message) !== undefined;
    if (suspended && !isControl) continue;
    consumed.push(stored);
    if (!isControl) take(stored.message);
  }
  if (!suspended) {
    fresh.forEach(take);
    events.push(...dueTimers(open, now));
  }
  return {
    events,
    consumed,
    ...(kind === undefined ? {} : { control: kind, reason: control?.message.event.Reason ?? '' }),
    more: !suspended && inbox.length > INBOX_AT_ONCE,
  };
}

function controlOf({ event }: InboxMessage): TurnInput['control'] {
  switch (event.EventType) {
    case EventType.ExecutionTerminated:
      return 'terminate';
    case EventType.ExecutionSuspended:
      return 'suspend';
    case EventType.ExecutionResumed:
      return 'resume';
    default:
      return undefined;
  }
}

/** For an earlier execution, or an outcome that is known already. */
function isStray(message: InboxMessage, state: InstanceState, open: ReadonlyMap<number, unknown>): boolean {
  if (message.executionId !== undefined && message.executionId !== state.executionId) return true;
  const id = message.event.TaskScheduledId;
  return id !== undefined && !open.has(id);
}

function dueTimers(open: ReadonlyMap<number, HistoryEvent>, now: number): HistoryEvent[] {
  return [...open.values()]
    .filter((event) => event.EventType === EventType.TimerCreated && Date.parse(event.FireAt ?? '') <= now)
    .sort((a, b) => Date.parse(a.FireAt ?? '') - Date.parse(b.FireAt ?? '') || a.EventId - b.EventId)
    .map((timer) => ({
      EventType: EventType.TimerFired,
      EventId: -1,
      Timestamp: new Date(now).toISOString(),
      TimerId: timer.EventId,
      FireAt: timer.FireAt ?? '',
    }));
}

/** Nobody sends it: an execution that had no turn yet is one that is to be started. */
function startOf(state: InstanceState): HistoryEvent {
  const { executionId: ExecutionId, input, instanceId: InstanceId, name, parent, version } = state;
  return {
    EventType: EventType.ExecutionStarted,
    EventId: -1,
    Timestamp: state.updatedAt,
    Name: name,
    Version: version,
    Input: input,
    OrchestrationInstance: { InstanceId, ExecutionId },
    ParentInstance: parent,
  };
}
