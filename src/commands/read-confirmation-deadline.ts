import { contactsIn } from '../domain/account.js';
import { rfc3339 } from '../domain/instant.js';
import { reminders } from '../domain/reminder.js';
import type {
  ConfirmationDeadlineInput,
  ConfirmationDeadlineReading,
} from '../workflows/confirmation-deadline.js';
import type { Parts } from './parts.js';
import { readAccount } from './read-account.js';
import { untilSeen } from './until-seen.js';

type ReadParts = Pick<Parts, 'accounts' | 'clock' | 'policy'>;

/** Where a deadline stands, for the flow that keeps its time. */
export async function readConfirmationDeadline(
  parts: ReadParts,
  input: ConfirmationDeadlineInput,
): Promise<ConfirmationDeadlineReading> {
  return (await untilSeen(() => look(parts, input))) ?? { state: 'absent' };
}

async function look(
  parts: ReadParts,
  { accountId, deadlineId }: ConfirmationDeadlineInput,
): Promise<ConfirmationDeadlineReading | undefined> {
  const read = await readAccount(parts, accountId);
  const confirmation = read?.account.confirmation;
  if (read === undefined || confirmation?.kind !== 'noticed') return undefined;
  const { deadline } = confirmation;
  if (deadline.id !== deadlineId) return undefined;
  if (read.now >= deadline.endsAt) return { state: 'passed' };
  const moments = reminders(deadline, parts.policy.confirmationReminders);
  return {
    state: 'open',
    endsAt: rfc3339(deadline.endsAt),
    reminders: moments.map(({ at, daysLeft }) => ({ at: rfc3339(at), daysLeft })),
    tell: contactsIn(read.account, 'active').map(({ id }) => id),
  };
}
