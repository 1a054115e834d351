import type { DurableHostOptions } from './durable-host-options.js';
import type { Functions } from './functions.js';
import { EventType, type HistoryEvent } from './history.js';
import type { TurnInput } from './inbox.js';
import { isTerminal, type InstanceRecord, type InstanceState } from './instance.js';
import type { DurableSettings } from './settings.js';
import { endOf, reportOf, triggerOf, turnResult, type TurnResult, type TurnRules } from './turn.js';
import { versionFits } from './versions.js';

export interface Deciding {
  readonly settings: DurableSettings;
  readonly rules: TurnRules;
  readonly run: (name: string, trigger: string, instanceId: string) => Promise<unknown>;
}

const DAY = 86_400_000;

export function decidingBy(
  settings: DurableSettings,
  functions: Functions,
  log: DurableHostOptions['log'],
): Deciding {
  return {
    settings,
    rules: {
      // As on Azure Storage: no timer over six days, longer ones hop three days at a time.
      longestTimer: 6 * DAY,
      timerHop: 3 * DAY,
      httpSleep: settings.httpSleep,
      defaultVersion: settings.defaultVersion,
      whyMissing: (name, kind) => {
        const why = functions.whyMissing(name, kind);
        if (why !== undefined) log('warning', 'Host.Triggers.DurableTask', why);
        return why;
      },
    },
    run: (name, trigger, instanceId) => functions.run(name, 'orchestration', trigger, instanceId),
  };
}

/**
 * What a turn makes of an instance with all that came for it. `undefined` when there is nothing to do, `refused` when
 * the instance is of a version that this host leaves to another.
 */
export async function decide(
  record: InstanceRecord,
  input: TurnInput,
  now: number,
  deciding: Deciding,
): Promise<TurnResult | 'refused' | undefined> {
  const { state } = record;
  const nothingElse = { history: [], outbox: [] };
  if (isTerminal(state.status)) return input.consumed.length > 0 ? { state, ...nothingElse } : undefined;
  const timestamp = new Date(now).toISOString();
  const about = { EventId: -1, Timestamp: timestamp };
  const isNews = input.consumed.length > 0 || input.events.length > 0;
  if (isNews && !versionFits(state.version, deciding.settings)) {
    if (deciding.settings.versionFailure === 'Reject') return 'refused';
    return ended(state, 'Failed', 'Orchestration version did not comply with Worker Versioning', about);
  }
  if (input.control === 'terminate') return ended(state, 'Terminated', input.reason ?? '', about);
  if (input.control === 'suspend')
    return { state: { ...state, status: 'Suspended', updatedAt: timestamp }, ...nothingElse };
  const resumed: InstanceState =
    input.control === 'resume' ? { ...state, status: 'Running', updatedAt: timestamp } : state;
  if (input.events.length === 0) return isNews ? { state: resumed, ...nothingElse } : undefined;
  const events: HistoryEvent[] = [{ ...about, EventType: EventType.OrchestratorStarted }, ...input.events];
  const trigger = triggerOf(record, events, deciding.rules);
  const call = () => deciding.run(state.name, trigger, state.instanceId);
  return turnResult({ ...record, state: resumed }, events, call, deciding.rules, now);
}

/** Ended from outside: the orchestrator has no say. */
function ended(
  state: InstanceState,
  status: 'Terminated' | 'Failed',
  reason: string,
  about: Pick<HistoryEvent, 'EventId' | 'Timestamp'>,
): TurnResult {
  const after: InstanceState = {
    ...state,
    status,
    output: JSON.stringify(reason),
    updatedAt: about.Timestamp,
    turns: state.turns + 1,
    due: null,
    busy: false,
  };
  return { state: after, history: [endOf(after, about)], outbox: reportOf(after) };
}
