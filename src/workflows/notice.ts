import type { OrchestrationContext, Task } from 'durable-functions';
import type { AccountId, ContactId, EventId } from '../domain/identifiers.js';
import { activity, call } from './activity.js';
import { readWithGrace } from './grace.js';
import { tell } from './tell.js';

export interface NoticeInput {
  readonly accountId: AccountId;
  readonly eventId: EventId;
}

export type NoticeReading =
  { readonly found: 'absent' } | { readonly found: 'event'; readonly tell: readonly ContactId[] };

export const readNotice = activity<NoticeInput, NoticeReading>('readNotice');

/** Tells everybody whom an event concerns. */
export function* notice(context: OrchestrationContext): Generator<Task, void, never> {
  const { accountId, eventId } = context.df.getInput<NoticeInput>();
  const reading = yield* readWithGrace(
    context,
    () => call(context, readNotice, { accountId, eventId }),
    ({ found }) => found === 'absent',
  );
  if (reading.found === 'absent') return;
  yield* tell(context, accountId, reading.tell, { about: 'event', eventId });
}
