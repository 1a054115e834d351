import type { Account } from '../domain/account.js';
import { deadlineMoments, removalMoments, windowMoments, type Moments } from '../domain/due.js';
import { erasureDue } from '../domain/erasing-account.js';
import type { Policy } from '../domain/policy.js';
import type { DueEntry } from '../ports/due-index.js';
import type { TimedFlow, WorkflowStart } from '../ports/workflows.js';

/** When a flow still has something to do for its account, the last moment last. */
export function momentsOf(account: Account, flow: TimedFlow, policy: Policy): Moments {
  switch (flow.workflow) {
    case 'protectionWindow':
      return windowMoments(account, flow.windowId, policy);
    case 'contactRemoval':
      return removalMoments(account, flow.removalId);
    case 'confirmationDeadline':
      return deadlineMoments(account, flow.deadlineId, policy);
  }
}

/** DUR-2: the entries that find a flow again should it be lost. A message to send has no time to keep and no entry. */
export function dueEntriesFor(account: Account, start: WorkflowStart, policy: Policy): readonly DueEntry[] {
  if (start.workflow === 'notice' || start.workflow === 'recoveryCode') return [];
  if (start.workflow === 'accountErasure') {
    const { erasure } = account;
    return erasure === undefined ? [] : [{ at: erasureDue(erasure.since), flow: start }];
  }
  return momentsOf(account, start, policy).map((at) => ({ at, flow: start }));
}
