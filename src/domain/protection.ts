import type { WindowId } from './identifiers.js';
import { DAY, plus, type Instant } from './instant.js';
import type { Policy } from './policy.js';

/** WIN: where the account stands. Timestamps decide (WIN-1): `protected` past its end is over, whoever notices first. */
export type Protection =
  | { readonly kind: 'normal' }
  | { readonly kind: 'protected'; readonly window: ProtectionWindow }
  | { readonly kind: 'awaiting-info'; readonly since: Instant };

export interface ProtectionWindow {
  readonly id: WindowId;
  readonly reason: ProtectionReason;
  readonly startedAt: Instant;
  readonly endsAt: Instant;
}

export type ProtectionReason = 'all-removed' | 'replacement';

export function openWindow(
  id: WindowId,
  reason: ProtectionReason,
  now: Instant,
  policy: Policy,
): ProtectionWindow {
  return { id, reason, startedAt: now, endsAt: plus(now, policy.protectionWindow) };
}

export function hasEnded(window: ProtectionWindow, now: Instant): boolean {
  return now >= window.endsAt;
}

/** One reminder of WIN-3: when, and how many whole days it leaves. */
export interface Reminder {
  readonly at: Instant;
  readonly daysLeft: number;
}

/** The reminders of a window in order, those that would fall before its start left out. */
export function reminders(window: ProtectionWindow, policy: Policy): readonly Reminder[] {
  return policy.protectionReminders
    .map((before) => ({ at: plus(window.endsAt, -before), daysLeft: Math.round(before / DAY) }))
    .filter(({ at }) => at > window.startedAt)
    .sort((a, b) => a.at - b.at);
}
