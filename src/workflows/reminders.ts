import type { OrchestrationContext, Task } from 'durable-functions';
import { waitFor, waitUntil } from './wait.js';

/** One reminder on the way to an end. */
export interface ReminderAt {
  /** RFC 3339 */
  readonly at: string;
  readonly daysLeft: number;
}

interface Way<Reading> {
  readonly endsAt: string;
  readonly reminders: readonly ReminderAt[];
  /** Raised when what is waited for has changed: a wake-up only. */
  readonly eventName: string;
  readonly read: () => Generator<Task, Reading, never>;
  /** `on`: goes on as it was. `end`: past its end. `over`: it came to another end. */
  readonly stands: (reading: Reading) => 'on' | 'end' | 'over';
  readonly remind: (reading: Reading, daysLeft: number) => Generator<Task, void, never>;
}

/** Goes from reminder to reminder to the end, looking at each stop whether there is still anything to wait for. */
export function* waitThroughReminders<Reading>(
  context: OrchestrationContext,
  { endsAt, eventName, read, remind, reminders, stands }: Way<Reading>,
): Generator<Task, 'end' | 'over', never> {
  let event: Task | undefined = context.df.waitForExternalEvent(eventName);
  for (const stop of [...reminders, { at: endsAt, daysLeft: 0 }]) {
    let woken: 'due' | 'event';
    do {
      woken = yield* waitUntil(context, stop.at, event);
      const now = yield* read();
      const where = stands(now);
      if (where !== 'on') return where;
      // A wake-up that turns out to be none is used up: the same event name must not be waited for twice.
      if (woken === 'event') event = undefined;
      if (woken === 'due' && stop.daysLeft > 0) yield* remind(now, stop.daysLeft);
    } while (woken === 'event');
  }
  return 'end';
}

const HOUR_MS = 3_600_000;
/** "7 days left" is wrong when there are six and a half. */
const STILL_TIMELY_MS = 12 * HOUR_MS;

/** Of a flow that had been lost: the reminders that lie ahead, or are late by less than anybody minds. */
export function timelyReminders(
  context: OrchestrationContext,
  reminders: readonly ReminderAt[],
): readonly ReminderAt[] {
  const earliest = context.df.currentUtcDateTime.getTime() - STILL_TIMELY_MS;
  return reminders.filter(({ at }) => Date.parse(at) >= earliest);
}

const MINUTE_MS = 60_000;

/** Asks until it is done: the timer's clock may run a little ahead of the clock that decides. */
export function* untilDone<Closing extends { readonly closed: string }>(
  context: OrchestrationContext,
  close: () => Generator<Task, Closing, never>,
): Generator<Task, Closing, never> {
  for (;;) {
    const closing = yield* close();
    if (closing.closed !== 'not-yet') return closing;
    yield* waitFor(context, MINUTE_MS) as Generator<Task, void, never>;
  }
}
