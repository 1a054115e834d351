import type { OrchestrationContext, Task } from 'durable-functions';
import type { ErasureId } from '../domain/identifiers.js';
import { activity, briefly, call, type Activity } from './activity.js';
import { readWithGrace } from './grace.js';
import { untilDone } from './reminders.js';
import { waitFor } from './wait.js';

/** Nothing of the account: this history is there when the account is not. */
export interface AccountErasureInput {
  readonly erasureId: ErasureId;
  /** Started again after it was lost (DUR-2): everybody was told. */
  readonly resumed?: true;
}

export type AccountErasureReading =
  | { readonly state: 'absent' }
  /** `contacts`: how many are to be told. */
  | { readonly state: 'erasing'; readonly contacts: number };

/** The contact by its place among those to be told. */
export interface Farewell extends AccountErasureInput {
  readonly contact: number;
}

export interface FlowsEnding {
  readonly closed: 'done' | 'not-yet';
}

export const readAccountErasure = activity<AccountErasureInput, AccountErasureReading>('readAccountErasure');
export const sendFarewell = activity<Farewell, null>('sendFarewell');
export const releaseAccount = activity<AccountErasureInput, null>('releaseAccount');
export const endAccountFlows = activity<AccountErasureInput, FlowsEnding>('endAccountFlows');
export const eraseAccountRows = activity<AccountErasureInput, null>('eraseAccountRows');

const MINUTE_MS = 60_000;
/**
 * Longer than any request takes, and longer by that than a process remembers accounts (decisions/0026): what one that was
 * under way, or did not know yet, has claimed or started is there by then.
 */
export const LAST_REQUESTS_MS = 5 * MINUTE_MS;

/**
 * PRV-3: the last notice, as long as there is an address to send it to, and then everything goes. What says whose erasure
 * it is goes last, so that this can be done again from any point.
 */
export function* accountErasure(context: OrchestrationContext): Generator<Task, void, never> {
  const input = context.df.getInput<AccountErasureInput>();
  const reading = yield* readWithGrace(
    context,
    () => call(context, readAccountErasure, input),
    ({ state }) => state === 'absent',
  );
  if (reading.state === 'absent') return;
  if (input.resumed !== true) yield* sayFarewell(context, input, reading.contacts);
  yield* waitFor(context, LAST_REQUESTS_MS) as Generator<Task, void, never>;
  yield* ask(context, releaseAccount, input);
  yield* untilDone(context, () => ask(context, endAccountFlows, input));
  yield* ask(context, eraseAccountRows, input);
}

/** Best effort: what can't be delivered keeps nobody's data. */
function* sayFarewell(
  context: OrchestrationContext,
  { erasureId }: AccountErasureInput,
  contacts: number,
): Generator<Task, void, never> {
  for (let contact = 0; contact < contacts; contact += 1) {
    try {
      const told = call(context, sendFarewell, { erasureId, contact }, briefly());
      yield* told as Generator<Task, unknown, never>;
    } catch {
      continue;
    }
  }
}

function ask<Result>(
  context: OrchestrationContext,
  asked: Activity<AccountErasureInput, Result>,
  input: AccountErasureInput,
): Generator<Task, Result, never> {
  return call(context, asked, input);
}
