import type { EntityId } from './entity-state.js';

/** What an orchestrator function hands back: the actions of its whole run so far, and where it stands. */
export interface OrchestratorResult {
  readonly isDone: boolean;
  readonly actions: readonly Action[];
  readonly output: unknown;
  readonly error?: string;
  readonly customStatus?: unknown;
}

export type Action =
  | { readonly kind: 'activity'; readonly name: string; readonly input: string; readonly retry?: RetryPolicy }
  | {
      readonly kind: 'sub-orchestration';
      readonly name: string;
      readonly instanceId?: string;
      readonly input: string | null;
      readonly version?: string;
      readonly retry?: RetryPolicy;
    }
  | { readonly kind: 'timer'; readonly fireAt: number; readonly cancelled: boolean }
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'continue-as-new'; readonly input: string | null }
  | { readonly kind: 'all' | 'any'; readonly actions: readonly Action[] }
  | { readonly kind: 'http'; readonly request: HttpRequestAction }
  | { readonly kind: 'call-entity'; readonly to: string; readonly operation: string; readonly input?: string }
  | {
      readonly kind: 'signal-entity';
      readonly to: string;
      readonly operation: string;
      readonly input?: string;
      /** RFC 3339: not before then. */
      readonly at?: string;
    }
  | { readonly kind: 'lock'; readonly id: string; readonly entities: readonly EntityId[] }
  | { readonly kind: 'release' }
  | { readonly kind: 'unsupported'; readonly type: number };

/** What `callHttp` asks for, as the SDK writes it. */
export interface HttpRequestAction {
  readonly method?: string;
  readonly uri: string;
  readonly content?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly tokenSource?: unknown;
  readonly asynchronousPatternEnabled?: boolean;
}

export interface RetryPolicy {
  readonly firstInterval: number;
  readonly maxAttempts: number;
  readonly backoff: number;
  readonly maxInterval: number;
  /** Milliseconds from the first attempt after which no further one is made; infinite when unset. */
  readonly timeout: number;
}

const TYPE = {
  activity: 0,
  activityWithRetry: 1,
  subOrchestration: 2,
  subOrchestrationWithRetry: 3,
  continueAsNew: 4,
  timer: 5,
  event: 6,
  callEntity: 7,
  http: 8,
  signalEntity: 9,
  scheduledSignal: 10,
  any: 11,
  all: 12,
  lock: 13,
  release: 14,
} as const;

/**
 * Reads the JSON an orchestrator function returned, or threw with its state behind `$OutOfProcData$:`.
 *
 * @throws Error for anything else: the function itself failed to run
 */
export function readResult(value: unknown): OrchestratorResult {
  const state = fields(typeof value === 'string' ? (JSON.parse(value) as unknown) : value);
  const outer = Array.isArray(state['actions']) ? (state['actions'] as unknown[]) : [];
  const inner = outer.length > 0 && Array.isArray(outer[0]) ? (outer[0] as unknown[]) : [];
  const error = state['error'];
  return {
    isDone: state['isDone'] === true,
    actions: inner.map(readAction),
    output: state['output'],
    customStatus: state['customStatus'],
    ...(typeof error === 'string' && error !== '' ? { error } : {}),
  };
}

const OUT_OF_PROC = '\n\n$OutOfProcData$:';

export function readThrown(error: unknown): OrchestratorResult {
  const message = error instanceof Error ? error.message : String(error);
  const at = message.indexOf(OUT_OF_PROC);
  if (at < 0) return { isDone: false, actions: [], output: undefined, error: message };
  return readResult(message.slice(at + OUT_OF_PROC.length));
}

function readAction(value: unknown): Action {
  const action = fields(value);
  const type = Number(action['actionType']);
  switch (type) {
    case TYPE.activity:
    case TYPE.activityWithRetry:
      return {
        kind: 'activity',
        name: text(action['functionName']),
        input: json(action['input']),
        ...(type === TYPE.activityWithRetry ? { retry: readRetry(action['retryOptions']) } : {}),
      };
    case TYPE.subOrchestration:
    case TYPE.subOrchestrationWithRetry:
      return {
        kind: 'sub-orchestration',
        name: text(action['functionName']),
        input: action['input'] === undefined ? null : JSON.stringify(action['input']),
        ...(typeof action['instanceId'] === 'string' && action['instanceId'] !== ''
          ? { instanceId: action['instanceId'] }
          : {}),
        ...(typeof action['version'] === 'string' ? { version: action['version'] } : {}),
        ...(type === TYPE.subOrchestrationWithRetry ? { retry: readRetry(action['retryOptions']) } : {}),
      };
    case TYPE.timer:
      return {
        kind: 'timer',
        fireAt: Date.parse(text(action['fireAt'])),
        cancelled: action['isCanceled'] === true,
      };
    case TYPE.event:
      return { kind: 'event', name: text(action['externalEventName']) };
    case TYPE.continueAsNew:
      return { kind: 'continue-as-new', input: action['input'] === undefined ? null : json(action['input']) };
    case TYPE.any:
    case TYPE.all:
      return {
        kind: type === TYPE.any ? 'any' : 'all',
        actions: (Array.isArray(action['compoundActions']) ? action['compoundActions'] : []).map(readAction),
      };
    case TYPE.http:
      return { kind: 'http', request: fields(action['httpRequest']) as unknown as HttpRequestAction };
    case TYPE.callEntity:
      return { kind: 'call-entity', ...entityCall(action) };
    case TYPE.signalEntity:
      return { kind: 'signal-entity', ...entityCall(action) };
    case TYPE.scheduledSignal: {
      const at = new Date(text(action['fireAt'])).toISOString();
      return { kind: 'signal-entity', ...entityCall(action), at };
    }
    case TYPE.lock:
      return {
        kind: 'lock',
        id: text(action['lockRequestId']),
        entities: Array.isArray(action['lockSet']) ? (action['lockSet'] as EntityId[]) : [],
      };
    case TYPE.release:
      return { kind: 'release' };
    default:
      return { kind: 'unsupported', type };
  }
}

function entityCall(action: Readonly<Record<string, unknown>>) {
  const input = action['input'];
  return {
    to: text(action['instanceId']),
    operation: text(action['operation']),
    ...(input === undefined || input === null ? {} : { input: JSON.stringify(input) }),
  };
}

function readRetry(value: unknown): RetryPolicy {
  const options = fields(value);
  const number = (key: string, otherwise: number): number =>
    typeof options[key] === 'number' ? options[key] : otherwise;
  return {
    firstInterval: number('firstRetryIntervalInMilliseconds', 0),
    maxAttempts: number('maxNumberOfAttempts', 1),
    backoff: number('backoffCoefficient', 1),
    maxInterval: number('maxRetryIntervalInMilliseconds', Infinity),
    timeout: number('retryTimeoutInMilliseconds', Infinity),
  };
}

/** The SDK has turned inputs into JSON text already, all but strings that are none: those stand for themselves. */
function json(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
