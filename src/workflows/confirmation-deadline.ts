import type { OrchestrationContext, Task } from 'durable-functions';
import type { AccountId, ContactId, DeadlineId } from '../domain/identifiers.js';
import { activity, call, type Activity } from './activity.js';
import { readWithGrace } from './grace.js';
import { timelyReminders, untilDone, waitThroughReminders, type ReminderAt } from './reminders.js';
import { tell } from './tell.js';

export interface ConfirmationDeadlineInput {
  readonly accountId: AccountId;
  readonly deadlineId: DeadlineId;
  /** Started again after it was lost (DUR-2). */
  readonly resumed?: true;
}

export type ConfirmationDeadlineReading =
  /** Never committed, or confirmed meanwhile. */
  | { readonly state: 'absent' }
  | {
      readonly state: 'open';
      /** RFC 3339 */
      readonly endsAt: string;
      readonly reminders: readonly ReminderAt[];
      readonly tell: readonly ContactId[];
    }
  | { readonly state: 'passed' };

export interface DeadlineClosing {
  readonly closed: 'done' | 'not-yet';
}

export const readConfirmationDeadline = activity<ConfirmationDeadlineInput, ConfirmationDeadlineReading>(
  'readConfirmationDeadline',
);
export const closeConfirmationDeadline = activity<ConfirmationDeadlineInput, DeadlineClosing>(
  'closeConfirmationDeadline',
);

/** Raised when somebody confirmed. A wake-up only: the account says what is so. */
export const CONFIRMATION_CHANGED = 'confirmation-changed';

/** CNF-4: keeps a deadline's time. It reminds and writes down that the deadline passed; whether it did, timestamps say. */
export function* confirmationDeadline(context: OrchestrationContext): Generator<Task, void, never> {
  const input = context.df.getInput<ConfirmationDeadlineInput>();
  const reading = yield* readWithGrace(
    context,
    () => call(context, readConfirmationDeadline, input),
    ({ state }) => state === 'absent',
  );
  if (reading.state === 'absent') return;
  if (reading.state === 'open') {
    const waited = yield* waitToTheEnd(context, input, reading);
    if (waited === 'over') return;
  }
  yield* untilDone(context, () => ask(context, closeConfirmationDeadline, input));
}

function waitToTheEnd(
  context: OrchestrationContext,
  input: ConfirmationDeadlineInput,
  { endsAt, reminders }: Extract<ConfirmationDeadlineReading, { state: 'open' }>,
): Generator<Task, 'end' | 'over', never> {
  const { accountId, deadlineId } = input;
  return waitThroughReminders(context, {
    endsAt,
    reminders: input.resumed === true ? timelyReminders(context, reminders) : reminders,
    eventName: CONFIRMATION_CHANGED,
    read: () => ask(context, readConfirmationDeadline, input),
    stands: ({ state }) => ({ absent: 'over', open: 'on', passed: 'end' })[state] as 'over' | 'on' | 'end',
    remind: (now, daysLeft) =>
      tell(context, accountId, now.state === 'open' ? now.tell : [], {
        about: 'deadline-reminder',
        deadlineId,
        daysLeft,
      }),
  });
}

function ask<Result>(
  context: OrchestrationContext,
  asked: Activity<ConfirmationDeadlineInput, Result>,
  input: ConfirmationDeadlineInput,
): Generator<Task, Result, never> {
  return call(context, asked, input);
}
