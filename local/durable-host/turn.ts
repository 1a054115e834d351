import { randomUUID } from 'node:crypto';
import { readResult, readThrown, type OrchestratorResult } from './actions.js';
import { EventType, openTasks, type HistoryEvent } from './history.js';
import { isTerminal, type InstanceRecord, type InstanceState, type OutboxMessage } from './instance.js';
import { replay } from './replay.js';
import type { Completion, ReplayRules, Scheduled } from './replay-outcome.js';

export interface TurnResult {
  readonly state: InstanceState;
  readonly history: readonly HistoryEvent[];
  readonly outbox: readonly OutboxMessage[];
}

export interface TurnRules extends ReplayRules {
  /** Of children that name none themselves. */
  readonly defaultVersion: string | null;
}

/** The trigger's value: everything that happened, and what happened since the last turn. */
export function triggerOf(
  record: InstanceRecord,
  events: readonly HistoryEvent[],
  { httpSleep }: TurnRules,
): string {
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
    defaultHttpAsyncRequestSleepTimeMillseconds: httpSleep,
  });
}

/** What the function's return value, or its throw, makes of the instance. */
export async function turnResult(
  record: InstanceRecord,
  events: readonly HistoryEvent[],
  call: () => Promise<unknown>,
  rules: TurnRules,
  now: number,
): Promise<TurnResult> {
  let result: OrchestratorResult;
  try {
    result = readResult(await call());
  } catch (error) {
    result = readThrown(error);
  }
  const { scheduled, completion } = replay(result, [...record.history, ...events], rules);
  const timestamp = new Date(now).toISOString();
  const messages = scheduled.flatMap((one, n) => messagesOf(one, n, record.state, rules));
  if (completion?.kind === 'continued-as-new') {
    const state = continuedAsNew(record.state, result, completion.input, timestamp);
    return { state, history: [], outbox: messages };
  }
  const about = { EventId: -1, Timestamp: timestamp };
  const happened = [...events, ...scheduled.map((one) => eventOf(one, record.state, timestamp))];
  const state = nextState(record, happened, result, completion, timestamp);
  const history: HistoryEvent[] = [
    ...happened,
    ...(completion === undefined ? [] : [endOf(state, about)]),
    { ...about, EventType: EventType.OrchestratorCompleted },
  ];
  return { state, history, outbox: [...messages, ...reportOf(state)] };
}

/** The same id, a fresh execution: its history begins anew. */
function continuedAsNew(
  before: InstanceState,
  result: OrchestratorResult,
  input: string | null,
  timestamp: string,
): InstanceState {
  return {
    ...before,
    executionId: randomUUID().replaceAll('-', ''),
    generation: before.generation + 1,
    status: 'Running',
    input,
    customStatus: result.customStatus ?? null,
    updatedAt: timestamp,
    turns: 0,
    due: null,
    busy: true,
  };
}

function nextState(
  record: InstanceRecord,
  happened: readonly HistoryEvent[],
  result: OrchestratorResult,
  completion: Exclude<Completion, { kind: 'continued-as-new' }> | undefined,
  timestamp: string,
): InstanceState {
  const { state } = record;
  const open = [...openTasks([...record.history, ...happened]).values()];
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
    case 'timer': {
      const FireAt = new Date(scheduled.fireAt).toISOString();
      return { ...about, EventType: EventType.TimerCreated, FireAt };
    }
    case 'send': {
      const { input: Input, name: Name, to: InstanceId } = scheduled;
      return { ...about, EventType: EventType.EventSent, InstanceId, Name, Input };
    }
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

function messagesOf(
  scheduled: Scheduled,
  n: number,
  state: InstanceState,
  { defaultVersion }: TurnRules,
): readonly OutboxMessage[] {
  const { executionId: ExecutionId, instanceId: InstanceId, name: Name, updatedAt: Timestamp } = state;
  switch (scheduled.kind) {
    case 'sub-orchestration': {
      const TaskScheduleId = scheduled.id;
      const parent = { Name, OrchestrationInstance: { InstanceId, ExecutionId }, TaskScheduleId };
      const { name, input, version = defaultVersion } = scheduled;
      return [{ kind: 'start', to: childId(scheduled, state), name, version, input, parent }];
    }
    case 'send': {
      const { input: Input, name, to } = scheduled;
      const event = { EventType: EventType.EventRaised, EventId: -1, Timestamp, Name: name, Input };
      const from = { sender: `${InstanceId}#${ExecutionId}`, ordinal: state.turns * 100_000 + n };
      return [{ kind: 'message', to, message: { event, from } }];
    }
    case 'activity':
    case 'timer':
      return [];
  }
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

function failureOf({ output, status }: InstanceState): { Reason: string; Details: string } {
  const reason = output === null ? status : String(JSON.parse(output));
  return { Reason: reason, Details: `Message: ${reason}` };
}

export function endOf(
  { output, status }: InstanceState,
  about: Pick<HistoryEvent, 'EventId' | 'Timestamp'>,
): HistoryEvent {
  const { ExecutionCompleted } = EventType;
  return { ...about, EventType: ExecutionCompleted, OrchestrationStatus: status, Result: output };
}
