import type { AccountEvent } from '../domain/account-event.js';
import type { AccountId } from '../domain/identifiers.js';
import type { WorkflowStart } from '../ports/workflows.js';

/** What an event sets going. */
export interface Flows {
  /** Must be started before the event is committed (docs/decisions/0002). */
  readonly start?: WorkflowStart;
  /** Is woken once the event is committed. */
  readonly wake?: WorkflowStart;
}

export function flowsFor(accountId: AccountId, event: AccountEvent): Flows {
  const { happened } = event;
  const notice: WorkflowStart = { workflow: 'notice', accountId, eventId: event.id };
  switch (happened.kind) {
    case 'contact-added':
    case 'contact-disabled':
    case 'contact-restored':
    case 'password-changed':
    case 'two-step-changed':
    case 'app-password-made':
    case 'recovery-code-made':
    case 'recovery-code-used':
    case 'password-repudiated':
      return happened.tell.length > 0 ? { start: notice } : {};
    case 'recovery-code-asked': {
      const { challengeId, send } = happened;
      return { start: { workflow: 'recoveryCode', accountId, challengeId, send } };
    }
    case 'contact-removed':
      return { start: { workflow: 'contactRemoval', accountId, removalId: happened.removalId } };
    case 'protection-started':
      return { start: { workflow: 'protectionWindow', accountId, windowId: happened.windowId } };
    case 'protection-cancelled':
      return {
        start: notice,
        wake: { workflow: 'protectionWindow', accountId, windowId: happened.windowId },
      };
    case 'confirmation-asked':
      return { start: { workflow: 'confirmationDeadline', accountId, deadlineId: happened.deadlineId } };
    case 'confirmation-given':
      return { wake: { workflow: 'confirmationDeadline', accountId, deadlineId: happened.deadlineId } };
    case 'account-erased':
      return { start: { workflow: 'accountErasure', erasureId: happened.erasureId } };
    case 'confirmation-skipped':
    case 'confirmation-overdue':
    case 'new-password-needed':
    case 'account-created':
    case 'signed-in':
    case 'sign-in-stopped':
    case 'signed-out':
    case 'data-exported':
    case 'device-trusted':
    case 'device-revoked':
    case 'app-password-revoked':
    case 'contact-named':
    case 'contact-proven':
    case 'protection-ended':
      return {};
  }
}
