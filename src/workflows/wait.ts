import type { OrchestrationContext, Task } from 'durable-functions';

/** No single timer is longer: a longer one can't be cancelled once it has hopped (docs/decisions/0003). */
const LONGEST_TIMER_MS = 3 * 24 * 3600 * 1000;

/**
 * Waits until an instant, or until the event comes, whichever is first.
 *
 * @param until RFC 3339
 * @param event one task for the whole flow, created once; without it the wait can't be cut short
 */
export function* waitUntil(
  context: OrchestrationContext,
  until: string,
  event?: Task,
): Generator<Task, 'due' | 'event', unknown> {
  const end = Date.parse(until);
  for (;;) {
    if (event?.isCompleted === true) return 'event';
    const now = context.df.currentUtcDateTime.getTime();
    if (now >= end) return 'due';
    const timer = context.df.createTimer(new Date(Math.min(end, now + LONGEST_TIMER_MS)));
    if (event === undefined) {
      yield timer;
      continue;
    }
    const first = yield context.df.Task.any([timer, event]);
    if (first === event && !timer.isCompleted) timer.cancel();
  }
}

/** Waits a while, counted from this moment of the flow. */
export function* waitFor(
  context: OrchestrationContext,
  milliseconds: number,
): Generator<Task, void, unknown> {
  const until = new Date(context.df.currentUtcDateTime.getTime() + milliseconds);
  yield* waitUntil(context, until.toISOString());
}
