import { HTTP_ACTIVITY } from './durable-http.js';
import type { Functions } from './functions.js';
import { EventType, type HistoryEvent } from './history.js';
import { httpActivity } from './http-activity.js';

/** Runs one activity once; what becomes of it is a message for its instance, a failure no less than a result. */
export async function activityOutcome(
  { now, functions }: { readonly now: () => number; readonly functions: Functions },
  instanceId: string,
  id: number,
  scheduled: HistoryEvent,
): Promise<HistoryEvent> {
  const name = scheduled.Name ?? '';
  const input = scheduled.Input ?? 'null';
  const isHttp = name === HTTP_ACTIVITY;
  const timestamp = (): string => new Date(now()).toISOString();
  const about = { EventId: -1, TaskScheduledId: id };
  try {
    const value = isHttp
      ? await httpActivity(input)
      : await functions.run(name, 'activity', activityTrigger(input), instanceId);
    const Result = JSON.stringify(value ?? null);
    return { ...about, EventType: EventType.TaskCompleted, Timestamp: timestamp(), Result };
  } catch (error) {
    const Details = error instanceof Error ? error.message : String(error);
    const Reason = isHttp ? Details : `Activity function '${name}' failed: ${Details}`;
    return { ...about, EventType: EventType.TaskFailed, Timestamp: timestamp(), Reason, Details };
  }
}

/** Activities get a plain string: a JSON string's own text, anything else as JSON text. */
function activityTrigger(input: string): string {
  const value: unknown = JSON.parse(input);
  return typeof value === 'string' ? value : input;
}
