import { rfc3339 } from '../domain/instant.js';
import { reminders } from '../domain/reminder.js';
import { retiredBy } from '../domain/protection-changes.js';
import type { ProtectionWindowInput, ProtectionWindowReading } from '../workflows/protection-window.js';
import { readAccount } from './change-account.js';
import type { Parts } from './parts.js';
import { untilSeen } from './until-seen.js';

type ReadParts = Pick<Parts, 'accounts' | 'clock' | 'policy'>;

/** Where a window stands, for the flow that keeps its time. */
export async function readProtectionWindow(
  parts: ReadParts,
  input: ProtectionWindowInput,
): Promise<ProtectionWindowReading> {
  return (await untilSeen(() => look(parts, input))) ?? { state: 'absent' };
}

async function look(
  parts: ReadParts,
  { accountId, windowId }: ProtectionWindowInput,
): Promise<ProtectionWindowReading | undefined> {
  const read = await readAccount(parts, accountId);
  const { protection } = read?.account ?? {};
  if (read === undefined || protection === undefined) return undefined;
  const retired = retiredBy(read.account, windowId).map(({ id }) => id);
  if (protection.kind === 'protected' && protection.window.id === windowId) {
    const moments = reminders(protection.window, parts.policy.protectionReminders);
    return {
      state: 'open',
      endsAt: rfc3339(protection.window.endsAt),
      reminders: moments.map(({ at, daysLeft }) => ({ at: rfc3339(at), daysLeft })),
      retired,
    };
  }
  return retired.length > 0 ? { state: 'ended', retired } : undefined;
}
