import { standing } from '../domain/confirmation.js';
import { deadlineSeenToPass } from '../domain/confirming.js';
import { ok } from '../domain/outcome.js';
import type { ConfirmationDeadlineInput, DeadlineClosing } from '../workflows/confirmation-deadline.js';
import { changeAccount, type ChangeParts } from './change-account.js';

/** CNF-4: writes down that a deadline passed with nobody confirming. The clock decides; too early changes nothing. */
export async function closeConfirmationDeadline(
  parts: ChangeParts,
  { accountId, deadlineId }: ConfirmationDeadlineInput,
): Promise<DeadlineClosing> {
  const closing = await changeAccount<DeadlineClosing, never>(parts, accountId, (account, now) => {
    const { confirmation } = account;
    const mine = confirmation.kind === 'noticed' && confirmation.deadline.id === deadlineId;
    if (mine && standing(confirmation, now) !== 'overdue') return { outcome: ok({ closed: 'not-yet' }) };
    const change = deadlineSeenToPass(account, deadlineId, now);
    const done = ok({ closed: 'done' } as const);
    return change === undefined ? { outcome: done } : { outcome: done, change };
  });
  return closing?.ok === true ? closing.value : { closed: 'done' };
}
