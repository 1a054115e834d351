/** History events as the extension's trigger carries them: PascalCase keys, numbers for types (README, "Protocol"). */
export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventSent: 14,
  EventRaised: 15,
  ContinueAsNew: 16,
  GenericEvent: 17,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;

export type EventType = (typeof EventType)[keyof typeof EventType];

export interface HistoryEvent {
  readonly EventType: EventType;
  /** The scheduled thing's id for those that schedule, −1 for all others. */
  readonly EventId: number;
  /** RFC 3339 */
  readonly Timestamp: string;
  readonly Name?: string;
  readonly Input?: string | null;
  readonly Version?: string | null;
  readonly Result?: string | null;
  readonly Reason?: string;
  readonly Details?: string | null;
  readonly TaskScheduledId?: number;
  readonly TimerId?: number;
  readonly FireAt?: string;
  readonly InstanceId?: string;
  /** Of an ended execution. */
  readonly OrchestrationStatus?: string;
  /** Of a generic event. */
  readonly Data?: string;
  readonly OrchestrationInstance?: { readonly InstanceId: string; readonly ExecutionId: string };
  readonly ParentInstance?: ParentInstance | null;
}

export interface ParentInstance {
  readonly Name: string;
  readonly OrchestrationInstance: { readonly InstanceId: string; readonly ExecutionId: string };
  readonly TaskScheduleId: number;
}

/** The ids of tasks that scheduled something and have no outcome yet, with what scheduled them. */
export function openTasks(events: readonly HistoryEvent[]): ReadonlyMap<number, HistoryEvent> {
  const open = new Map<number, HistoryEvent>();
  for (const event of events) {
    switch (event.EventType) {
      case EventType.TaskScheduled:
      case EventType.SubOrchestrationInstanceCreated:
      case EventType.TimerCreated:
        open.set(event.EventId, event);
        break;
      case EventType.TaskCompleted:
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceCompleted:
      case EventType.SubOrchestrationInstanceFailed:
        open.delete(event.TaskScheduledId ?? -1);
        break;
      case EventType.TimerFired:
        open.delete(event.TimerId ?? -1);
        break;
      default:
        break;
    }
  }
  return open;
}
