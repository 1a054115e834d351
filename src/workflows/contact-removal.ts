import type { OrchestrationContext, Task } from 'durable-functions';
import type { AccountId, ContactId, RemovalId } from '../domain/identifiers.js';
import { activity, call } from './activity.js';
import { readWithGrace } from './grace.js';
import { untilDone } from './reminders.js';
import { tell } from './tell.js';
import { waitUntil } from './wait.js';

export interface ContactRemovalInput {
  readonly accountId: AccountId;
  readonly removalId: RemovalId;
  /** Started again after it was lost (DUR-2): everybody was told long ago. */
  readonly resumed?: true;
}

export type ContactRemovalReading =
  | { readonly state: 'absent' }
  | {
      readonly state: 'removed';
      /** RFC 3339 */
      readonly undoUntil: string;
      readonly tell: readonly ContactId[];
    };

export interface RemovalClosing {
  readonly closed: 'done' | 'not-yet';
}

export const readContactRemoval = activity<ContactRemovalInput, ContactRemovalReading>('readContactRemoval');
export const closeContactRemoval = activity<ContactRemovalInput, RemovalClosing>('closeContactRemoval');

/** RMV-2, RMV-5: tells the removed contact and the rest, and erases the address when the way back closes. */
export function* contactRemoval(context: OrchestrationContext): Generator<Task, void, never> {
  const input = context.df.getInput<ContactRemovalInput>();
  const reading = yield* readWithGrace(
    context,
    () => call(context, readContactRemoval, input),
    ({ state }) => state === 'absent',
  );
  if (reading.state === 'absent') return;
  const { accountId, removalId, resumed } = input;
  if (resumed !== true) yield* tell(context, accountId, reading.tell, { about: 'removal', removalId });
  yield* waitUntil(context, reading.undoUntil) as Generator<Task, unknown, never>;
  yield* untilDone(context, () => closing(context, input));
}

function closing(context: OrchestrationContext, input: ContactRemovalInput) {
  return call(context, closeContactRemoval, input) as Generator<Task, RemovalClosing, never>;
}
