import { EventType, type HistoryEvent } from './history.js';

interface Shown {
  readonly showInput: boolean;
  readonly showOutput: boolean;
}

const NAMES = new Map<number, string>(Object.entries(EventType).map(([name, type]) => [type, name]));
const LEFT_OUT: readonly number[] = [EventType.OrchestratorStarted, EventType.OrchestratorCompleted];
const OUTCOMES: readonly number[] = [
  EventType.TaskCompleted,
  EventType.TaskFailed,
  EventType.SubOrchestrationInstanceCompleted,
  EventType.SubOrchestrationInstanceFailed,
];
const SCHEDULES: readonly number[] = [EventType.TaskScheduled, EventType.SubOrchestrationInstanceCreated];

/** History as a status query shows it: names for types, an outcome together with what it is the outcome of. */
export function shownHistory(history: readonly HistoryEvent[], shown: Shown): readonly unknown[] {
  const scheduled = new Map<number, HistoryEvent>();
  const answered = new Set<number>();
  for (const event of history) {
    if (SCHEDULES.includes(event.EventType)) scheduled.set(event.EventId, event);
    if (OUTCOMES.includes(event.EventType)) answered.add(event.TaskScheduledId ?? -1);
  }
  return history
    .filter((event) => !LEFT_OUT.includes(event.EventType))
    .filter((event) => !SCHEDULES.includes(event.EventType) || !answered.has(event.EventId))
    .map((event) => shownEvent(event, scheduled.get(event.TaskScheduledId ?? -1), shown));
}

function shownEvent(
  event: HistoryEvent,
  scheduled: HistoryEvent | undefined,
  { showInput, showOutput }: Shown,
): Record<string, unknown> {
  const {
    EventId: _,
    EventType: type,
    Input,
    Name,
    OrchestrationInstance: _instance,
    ParentInstance: _parent,
    Result,
    TaskScheduledId: _scheduled,
    TimerId: _timer,
    Version: _version,
    ...rest
  } = event;
  const isOutcome = OUTCOMES.includes(type);
  const input = isOutcome ? scheduled?.Input : Input;
  const functionName = isOutcome ? scheduled?.Name : type === EventType.ExecutionStarted ? Name : undefined;
  return {
    EventType: NAMES.get(type) ?? String(type),
    ...rest,
    ...(isOutcome ? { ScheduledTime: scheduled?.Timestamp } : {}),
    ...(functionName === undefined
      ? { ...(Name === undefined ? {} : { Name }) }
      : { FunctionName: functionName }),
    ...(showInput && input !== undefined ? { Input: input } : {}),
    ...(showOutput && typeof Result === 'string' ? { Result: JSON.parse(Result) as unknown } : {}),
  };
}
