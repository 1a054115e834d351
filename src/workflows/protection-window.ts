import type { OrchestrationContext, Task } from 'durable-functions';
import type { AccountId, ContactId, WindowId } from '../domain/identifiers.js';
import { activity, call, type Activity } from './activity.js';
import { readWithGrace } from './grace.js';
import { timelyReminders, untilDone, waitThroughReminders, type ReminderAt } from './reminders.js';
import { tell } from './tell.js';

export interface ProtectionWindowInput {
  readonly accountId: AccountId;
  readonly windowId: WindowId;
  /** Started again after it was lost (DUR-2): the first notice is long out. */
  readonly resumed?: true;
}

export type ProtectionWindowReading =
  | { readonly state: 'absent' }
  | {
      readonly state: 'open';
      /** RFC 3339 */
      readonly endsAt: string;
      readonly reminders: readonly ReminderAt[];
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
    if (input.resumed !== true)
      yield* tell(context, accountId, reading.retired, { about: 'window-start', windowId });
    const waited = yield* waitToTheEnd(context, input, reading);
    if (waited === 'over') return;
  }
  const closing = yield* untilDone(context, () => ask(context, closeProtectionWindow, input));
  if (closing.closed !== 'ended') return;
  yield* tell(context, accountId, closing.tell, { about: 'window-end', windowId });
  yield* ask(context, eraseRetiredContacts, input);
}

/** `over` when the window was cancelled on the way. */
function waitToTheEnd(
  context: OrchestrationContext,
  input: ProtectionWindowInput,
  { endsAt, reminders }: Extract<ProtectionWindowReading, { state: 'open' }>,
): Generator<Task, 'end' | 'over', never> {
  const { accountId, windowId } = input;
  return waitThroughReminders(context, {
    endsAt,
    reminders: input.resumed === true ? timelyReminders(context, reminders) : reminders,
    eventName: WINDOW_CHANGED,
    read: () => ask(context, readProtectionWindow, input),
    stands: ({ state }) => ({ absent: 'over', open: 'on', ended: 'end' })[state] as 'over' | 'on' | 'end',
    remind: (now, daysLeft) =>
      tell(context, accountId, now.state === 'open' ? now.retired : [], {
        about: 'window-reminder',
        windowId,
        daysLeft,
      }),
  });
}

function ask<Result>(
  context: OrchestrationContext,
  asked: Activity<ProtectionWindowInput, Result>,
  input: ProtectionWindowInput,
): Generator<Task, Result, never> {
  return call(context, asked, input);
}
