import type { ContactId } from '../domain/identifiers.js';
import type { NoticeInput, NoticeReading } from '../workflows/notice.js';
import { untilSeen } from './until-seen.js';
import type { Parts } from './parts.js';

/** Whom an event has to be told to; `absent` when no such event was ever committed. */
export async function readNotice(
  parts: Pick<Parts, 'accounts'>,
  { accountId, eventId }: NoticeInput,
): Promise<NoticeReading> {
  const event = await untilSeen(() => parts.accounts.event(accountId, eventId));
  if (event === undefined) return { found: 'absent' };
  const { happened } = event;
  const tell: readonly ContactId[] = 'tell' in happened ? happened.tell : [];
  return { found: 'event', tell };
}
