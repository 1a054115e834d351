import type { OrchestrationContext, Task } from 'durable-functions';
import type {
  AccountId,
  ContactId,
  DeadlineId,
  EventId,
  RemovalId,
  WindowId,
} from '../domain/identifiers.js';
import { activity, aFewTimes, call } from './activity.js';

/** What a notice is about. Ids only; the words come from the account when it is sent. */
export type NoticeTopic =
  | { readonly about: 'event'; readonly eventId: EventId }
  | { readonly about: 'removal'; readonly removalId: RemovalId }
  | { readonly about: 'window-start'; readonly windowId: WindowId }
  | { readonly about: 'window-reminder'; readonly windowId: WindowId; readonly daysLeft: number }
  | { readonly about: 'window-end'; readonly windowId: WindowId }
  | { readonly about: 'deadline-reminder'; readonly deadlineId: DeadlineId; readonly daysLeft: number };

export interface Notice {
  readonly accountId: AccountId;
  readonly contactId: ContactId;
  readonly topic: NoticeTopic;
}

/** `skipped`: there is nothing to tell this contact (any more). `undeliverable`: the provider won't take it, ever. */
export interface NoticeResult {
  readonly kind: 'sent' | 'skipped' | 'undeliverable';
}

export const sendNotice = activity<Notice, NoticeResult>('sendNotice');

/** Tells one contact after the other. One that can't be reached never keeps the others, or the flow, from going on. */
export function* tell(
  context: OrchestrationContext,
  accountId: AccountId,
  contacts: readonly ContactId[],
  topic: NoticeTopic,
): Generator<Task, void, never> {
  for (const contactId of contacts) {
    try {
      yield* call(context, sendNotice, { accountId, contactId, topic }, aFewTimes()) as Generator<
        Task,
        unknown,
        never
      >;
    } catch {
      continue;
    }
  }
}
