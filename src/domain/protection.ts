import type { ContactId, WindowId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
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
  /** `replacement` only: the contact that came in place of the retired ones; it goes when they are brought back. */
  readonly newcomer?: ContactId;
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
