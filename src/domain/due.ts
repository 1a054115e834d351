import type { Account } from './account.js';
import type { DeadlineId, RemovalId, WindowId } from './identifiers.js';
import type { Instant } from './instant.js';
import type { Policy } from './policy.js';
import { isIn } from './contact.js';
import { retiredBy } from './protection-changes.js';
import { reminders } from './reminder.js';
import { removedBy } from './removal.js';

/** What of a thing with an end is still to come: its reminders, and the end. Empty when it is over and done with. */
export type Moments = readonly Instant[];

/** WIN-3, WIN-5. `account` unsettled, as it is stored: what a passed instant has decided still has to be written and told. */
export function windowMoments(account: Account, windowId: WindowId, policy: Policy): Moments {
  const { protection } = account;
  if (protection.kind === 'protected' && protection.window.id === windowId) {
    const { window } = protection;
    return [...reminders(window, policy.protectionReminders).map(({ at }) => at), window.endsAt];
  }
  const [told] = retiredBy(account, windowId);
  return told !== undefined && isIn(told, 'retired') ? [told.state.windowEndsAt] : [];
}

/** RMV-5: the address goes. */
export function removalMoments(account: Account, removalId: RemovalId): Moments {
  const removed = removedBy(account, removalId);
  return removed === undefined ? [] : [removed.state.undoUntil];
}

/** CNF-4 */
export function deadlineMoments(account: Account, deadlineId: DeadlineId, policy: Policy): Moments {
  const { confirmation } = account;
  if (confirmation.kind === 'none' || confirmation.deadline.id !== deadlineId) return [];
  const { deadline } = confirmation;
  if (deadline.seenToPass === true) return [];
  return [...reminders(deadline, policy.confirmationReminders).map(({ at }) => at), deadline.endsAt];
}
