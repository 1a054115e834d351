import type { OrchestrationContext, Task } from 'durable-functions';
import type { AccountId, ContactId, WindowId } from '../domain/identifiers.js';
import { activity, call, type Activity } from './activity.js';
import { readWithGrace } from './grace.js';
import { tell } from './tell.js';
import { waitFor, waitUntil } from './wait.js';

export interface ProtectionWindowInput {
  readonly accountId: AccountId;
  readonly windowId: WindowId;
}

export type ProtectionWindowReading =
  | { readonly state: 'absent' }
  | {
      readonly state: 'open';
      /** RFC 3339 */
      readonly endsAt: string;
      readonly reminders: readonly { readonly at: string; readonly daysLeft: number }[];
      readonly retired: readonly ContactId[];
    }
  /** Past its end; the retired contacts are kept for the last notice. */
  | { readonly state: 'ended'; readonly retired: readonly ContactId[] };

export type WindowClosing =
  | { readonly closed: 'ended'; readonly tell: readonly ContactId[] }
  | { readonly closed: 'not-yet' }
  /** Cancelled, or ended and told before. */
  | { readonly closed: 'gone' };

export const readProtectionWindow = activity<ProtectionWindowInput, ProtectionWindowReading>(
  'readProtectionWindow',
);
export const closeProtectionWindow = activity<ProtectionWindowInput, WindowClosing>('closeProtectionWindow');
export const eraseRetiredContacts = activity<ProtectionWindowInput, null>('eraseRetiredContacts');

/** Raised when the window was cancelled. A wake-up only: the account says what is so. */
export const WINDOW_CHANGED = 'protection-window-changed';

const MINUTE_MS = 60_000;

/**
 * WIN-3, WIN-5: keeps a protection window's time. It tells, it never decides: whether the window is open is for the
 * account's timestamps to say (WIN-1), so this flow may be late, doubled or lost without opening or shutting anything.
 */
export function* protectionWindow(context: OrchestrationContext): Generator<Task, void, never> {
  const input = context.df.getInput<ProtectionWindowInput>();
  const { accountId, windowId } = input;
  const reading = yield* readWithGrace(
    context,
    () => call(context, readProtectionWindow, input),
    ({ state }) => state === 'absent',
  );
  if (reading.state === 'absent') return;
  if (reading.state === 'open') {
    yield* tell(context, accountId, reading.retired, { about: 'window-start', windowId });
    const waited = yield* waitThroughReminders(context, input, reading);
    if (waited === 'over') return;
  }
  const closing = yield* close(context, input);
  if (closing.closed !== 'ended') return;
  yield* tell(context, accountId, closing.tell, { about: 'window-end', windowId });
  yield* ask(context, eraseRetiredContacts, input);
}

/** Goes from reminder to reminder to the end; `over` when the window was cancelled on the way. */
function* waitThroughReminders(
  context: OrchestrationContext,
  input: ProtectionWindowInput,
  { endsAt, reminders }: Extract<ProtectionWindowReading, { state: 'open' }>,
): Generator<Task, 'end' | 'over', never> {
  const { accountId, windowId } = input;
  let event: Task | undefined = context.df.waitForExternalEvent(WINDOW_CHANGED);
  for (const stop of [...reminders, { at: endsAt, daysLeft: 0 }]) {
    let woken: 'due' | 'event';
    do {
      woken = yield* waitUntil(context, stop.at, event);
      const now = yield* ask(context, readProtectionWindow, input);
      if (now.state === 'absent') return 'over';
      if (now.state === 'ended') return 'end';
      // A wake-up that turns out to be none is used up: the same event name must not be waited for twice.
      if (woken === 'event') event = undefined;
      if (woken === 'due' && stop.daysLeft > 0) {
        const { daysLeft } = stop;
        yield* tell(context, accountId, now.retired, { about: 'window-reminder', windowId, daysLeft });
      }
    } while (woken === 'event');
  }
  return 'end';
}

/** The timer's clock may run a little ahead of the clock that decides. */
function* close(
  context: OrchestrationContext,
  input: ProtectionWindowInput,
): Generator<Task, WindowClosing, never> {
  for (;;) {
    const closing = yield* ask(context, closeProtectionWindow, input);
    if (closing.closed !== 'not-yet') return closing;
    yield* waitFor(context, MINUTE_MS) as Generator<Task, void, never>;
  }
}

function ask<Result>(
  context: OrchestrationContext,
  asked: Activity<ProtectionWindowInput, Result>,
  input: ProtectionWindowInput,
): Generator<Task, Result, never> {
  return call(context, asked, input);
}
