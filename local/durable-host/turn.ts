import { randomUUID } from 'node:crypto';
import { readResult, readThrown, type OrchestratorResult } from './actions.js';
import { EventType, openTasks, type HistoryEvent } from './history.js';
import {
  isTerminal,
  type InboxMessage,
  type InstanceRecord,
  type InstanceState,
  type OutboxMessage,
} from './instance.js';
import { replay, type Completion, type Scheduled, type TimerLimits } from './replay.js';
import { INBOX_AT_ONCE } from './task-hub.js';

/** As on Azure Storage: no timer over six days, longer ones hop three days at a time. */
const TIMER_LIMITS: TimerLimits = { longest: 6 * 86_400_000, hop: 3 * 86_400_000 };

/** What woke an instance, in the order it takes it in. */
export interface TurnInput {
  readonly events: readonly HistoryEvent[];
  readonly consumed: readonly string[];
  readonly control?: 'terminate' | 'suspend' | 'resume';
  readonly reason?: string;
  /** More messages wait than one turn takes. */
  readonly more: boolean;
}

export interface TurnResult {
  readonly state: InstanceState;
  readonly history: readonly HistoryEvent[];
  readonly outbox: readonly OutboxMessage[];
}

/** Chooses what the next turn takes in: messages first, by arrival, then due timers by instant. Duplicates are dropped. */
export function gather(record: InstanceRecord, now: number): TurnInput {
  const { state, history, inbox } = record;
  const open = new Map(openTasks(history));
  const events: HistoryEvent[] = [];
  const consumed: string[] = [];
  const control = inbox.findLast(({ message }) => controlOf(message) !== undefined);
  const suspended = suspendedAfter(state, control && controlOf(control.message));
  for (const { rowKey, message } of inbox.slice(0, INBOX_AT_ONCE)) {
    const isControl = controlOf(message) !== undefined;
    if (suspended && !isControl) continue;
    consumed.push(rowKey);
    if (isControl || isStray(message, state, open)) continue;
    if (message.event.TaskScheduledId !== undefined) open.delete(message.event.TaskScheduledId);
    events.push(message.event);
  }
  if (!suspended) events.push(...dueTimers(open, now));
  const kind = control && controlOf(control.message);
  return {
    events,
    consumed,
    ...(kind === undefined ? {} : { control: kind, reason: control?.message.event.Reason ?? '' }),
    more: !suspended && inbox.length > INBOX_AT_ONCE,
  };
}

function suspendedAfter(state: InstanceState, control: TurnInput['control']): boolean {
  if (control === 'suspend') return true;
  return state.status === 'Suspended' && control === undefined;
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

/** The trigger's value: everything that happened, and what happened since the last turn. */
export function triggerOf(record: InstanceRecord, events: readonly HistoryEvent[]): string {
  const { state, history } = record;
  return JSON.stringify({
    history: [
      ...history.map((event) => ({ ...event, IsPlayed: true })),
      ...events.map((event) => ({ ...event, IsPlayed: false })),
    ],
    input: state.input === null ? null : (JSON.parse(state.input) as unknown),
    instanceId: state.instanceId,
    isReplaying: history.length > 0,
    parentInstanceId: state.parent?.OrchestrationInstance.InstanceId ?? null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
  });
}

/** What the function's return value, or its throw, makes of the instance. */
export async function turnResult(
  record: InstanceRecord,
  events: readonly HistoryEvent[],
  call: () => Promise<unknown>,
  now: number,
): Promise<TurnResult> {
  let result: OrchestratorResult;
  try {
    result = readResult(await call());
  } catch (error) {
    result = readThrown(error);
  }
  const { scheduled, completion } = replay(result, [...record.history, ...events], TIMER_LIMITS);
  const timestamp = new Date(now).toISOString();
  const decided = scheduled.map((one) => eventOf(one, record.state, timestamp));
  const closing: HistoryEvent = {
    EventType: EventType.OrchestratorCompleted,
    EventId: -1,
    Timestamp: timestamp,
  };
  const history = [...events, ...decided, closing];
  if (completion?.kind === 'continued-as-new')
    return continuedAsNew(record.state, result, completion.input, timestamp);
  const state = nextState(record, history, result, completion, timestamp);
  return { state, history, outbox: [...scheduled.flatMap((one) => startOf(one, state)), ...reportOf(state)] };
}

/** The same id, a fresh execution: its history begins anew, with a message to itself. */
function continuedAsNew(
  before: InstanceState,
  result: OrchestratorResult,
  input: string | null,
  timestamp: string,
): TurnResult {
  const state: InstanceState = {
    ...before,
    executionId: randomUUID(),
    generation: before.generation + 1,
    status: 'Running',
    input,
    customStatus: result.customStatus ?? null,
    updatedAt: timestamp,
    turns: 0,
    due: null,
    busy: true,
  };
  const message = { ...startMessage(state, input, timestamp), executionId: state.executionId };
  return { state, history: [], outbox: [{ kind: 'message', to: state.instanceId, message }] };
}

function nextState(
  record: InstanceRecord,
  history: readonly HistoryEvent[],
  result: OrchestratorResult,
  completion: Exclude<Completion, { kind: 'continued-as-new' }> | undefined,
  timestamp: string,
): InstanceState {
  const { state } = record;
  const open = [...openTasks([...record.history, ...history]).values()];
  const timers = open
    .filter(({ EventType: type }) => type === EventType.TimerCreated)
    .map(({ FireAt }) => Date.parse(FireAt ?? ''));
  const waiting: InstanceState = {
    ...state,
    status: 'Running',
    customStatus: result.customStatus ?? state.customStatus,
    updatedAt: timestamp,
    turns: state.turns + 1,
    due: timers.length === 0 ? null : timers.reduce((a, b) => Math.min(a, b)),
    busy: open.length > timers.length,
  };
  switch (completion?.kind) {
    case undefined:
      return waiting;
    case 'completed':
      return { ...waiting, status: 'Completed', output: completion.output, due: null, busy: false };
    case 'failed': {
      const output = JSON.stringify(`Orchestrator function '${state.name}' failed: ${completion.reason}`);
      return { ...waiting, status: 'Failed', output, due: null, busy: false };
    }
  }
}

function eventOf(scheduled: Scheduled, state: InstanceState, timestamp: string): HistoryEvent {
  const about = { EventId: scheduled.id, Timestamp: timestamp };
  switch (scheduled.kind) {
    case 'activity':
      return { ...about, EventType: EventType.TaskScheduled, Name: scheduled.name, Input: scheduled.input };
    case 'timer':
      return {
        ...about,
        EventType: EventType.TimerCreated,
        FireAt: new Date(scheduled.fireAt).toISOString(),
      };
    case 'sub-orchestration':
      return {
        ...about,
        EventType: EventType.SubOrchestrationInstanceCreated,
        Name: scheduled.name,
        InstanceId: childId(scheduled, state),
        Input: scheduled.input,
      };
  }
}

function childId(scheduled: Extract<Scheduled, { kind: 'sub-orchestration' }>, state: InstanceState): string {
  return scheduled.instanceId ?? `${state.executionId}:${scheduled.id}`;
}

function startOf(scheduled: Scheduled, state: InstanceState): readonly OutboxMessage[] {
  if (scheduled.kind !== 'sub-orchestration') return [];
  const { instanceId: InstanceId, executionId: ExecutionId, name: Name } = state;
  const parent = { Name, OrchestrationInstance: { InstanceId, ExecutionId }, TaskScheduleId: scheduled.id };
  const { name, input, version = null } = scheduled;
  return [{ kind: 'start', to: childId(scheduled, state), name, version, input, parent }];
}

/** A child that ended tells its parent. */
export function reportOf(state: InstanceState): readonly OutboxMessage[] {
  const { parent, output, status, updatedAt: Timestamp } = state;
  if (parent === null || !isTerminal(status)) return [];
  const about = { EventId: -1, Timestamp, TaskScheduledId: parent.TaskScheduleId };
  const event: HistoryEvent =
    status === 'Completed'
      ? { ...about, EventType: EventType.SubOrchestrationInstanceCompleted, Result: output }
      : { ...about, EventType: EventType.SubOrchestrationInstanceFailed, ...failureOf(state) };
  const { InstanceId: to, ExecutionId: executionId } = parent.OrchestrationInstance;
  return [{ kind: 'message', to, message: { event, executionId } }];
}

function failureOf({ name, output, status }: InstanceState): { Reason: string; Details: string } {
  const details = output === null ? status : String(JSON.parse(output));
  return { Reason: `The sub-orchestrator function '${name}' failed: "${details}"`, Details: details };
}

export function startMessage(state: InstanceState, input: string | null, timestamp: string): InboxMessage {
  const { executionId: ExecutionId, instanceId: InstanceId, name, parent, version } = state;
  return {
    event: {
      EventType: EventType.ExecutionStarted,
      EventId: -1,
      Timestamp: timestamp,
      Name: name,
      Version: version,
      Input: input,
      OrchestrationInstance: { InstanceId, ExecutionId },
      ParentInstance: parent,
    },
  };
}
