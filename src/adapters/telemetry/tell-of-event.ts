import type { Happening } from '../../domain/account-event.js';
import { calendarDay } from '../../domain/day.js';
import type { Telemetry } from '../../ports/telemetry.js';

/** AUD-1: logs and counts what happened to an account, without the account. @param log writes one line of the function's log */
export function tellOfEvent(telemetry: Telemetry, log: (line: string) => void, happened: Happening): void {
  const { kind } = happened;
  log(JSON.stringify({ event: 'account-event', kind, endsOn: endsOn(happened) }));
  telemetry.count('security_info.account_events', { kind });
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

/**
 * Of windows: those that began and were not cancelled, and whose end lies ahead, are the open ones. A day and no instant, which
 * could be told apart from all others.
 */
function endsOn(happened: Happening): string | undefined {
  const endsAt = 'endsAt' in happened ? happened.endsAt : undefined;
  return endsAt === undefined ? undefined : calendarDay(endsAt);
}
