import { rfc3339 } from '../domain/instant.js';
import { reminders } from '../domain/reminder.js';
import { hasEnded } from '../domain/protection.js';
import { retiredBy } from '../domain/protection-changes.js';
import type { ProtectionWindowInput, ProtectionWindowReading } from '../workflows/protection-window.js';
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

/** As it is stored: past its end a window is out of every decision, and still has to be told of and cleared away. */
async function look(
  { accounts, clock, policy }: ReadParts,
  { accountId, windowId }: ProtectionWindowInput,
): Promise<ProtectionWindowReading | undefined> {
  const account = (await accounts.load(accountId))?.account;
  if (account === undefined) return undefined;
  const { protection } = account;
  const retired = retiredBy(account, windowId).map(({ id }) => id);
  const open = protection.kind === 'protected' && protection.window.id === windowId;
  if (open && !hasEnded(protection.window, clock.now())) {
    const moments = reminders(protection.window, policy.protectionReminders);
    return {
      state: 'open',
      endsAt: rfc3339(protection.window.endsAt),
      reminders: moments.map(({ at, daysLeft }) => ({ at: rfc3339(at), daysLeft })),
      retired,
    };
  }
  return open || retired.length > 0 ? { state: 'ended', retired } : undefined;
}
