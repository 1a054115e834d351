import type { Happening } from '../../domain/account-event.js';
import type { Telemetry } from '../../ports/telemetry.js';

/** Counts what happened to an account, without the account. */
export function tellOfEvent(telemetry: Telemetry, happened: Happening): void {
  telemetry.count('security_info.account_events', { kind: happened.kind });
  switch (happened.kind) {
    case 'protection-started':
      telemetry.count('security_info.windows', { change: 'opened', reason: happened.reason });
      return;
    case 'protection-cancelled':
      telemetry.count('security_info.windows', { change: 'cancelled' });
      return;
    case 'protection-ended':
      telemetry.count('security_info.windows', { change: 'closed' });
      return;
    case 'confirmation-asked':
      telemetry.count('security_info.deadlines', { change: 'set' });
      return;
    case 'confirmation-skipped':
      telemetry.count('security_info.deadlines', { change: 'put-off' });
      return;
    case 'confirmation-given':
      telemetry.count('security_info.deadlines', { change: 'met' });
      return;
    case 'confirmation-overdue':
      telemetry.count('security_info.deadlines', { change: 'missed' });
      return;
    default:
      return;
  }
}
