import type { DeadlineId } from './identifiers.js';
import type { Instant } from './instant.js';

/** CNF: whether the holder has to make sure that a code can be received. Timestamps decide where in it they stand. */
export type Confirmation =
  { readonly kind: 'none' } | { readonly kind: 'noticed'; readonly deadline: ConfirmationDeadline };

export interface ConfirmationDeadline {
  readonly id: DeadlineId;
  /** The first notice. */
  readonly startedAt: Instant;
  readonly endsAt: Instant;
  readonly skippedUntil?: Instant;
  /** The flow that keeps its time has seen it pass. */
  readonly seenToPass?: true;
}

export type ConfirmationStanding = 'none' | 'noticed' | 'skipped' | 'overdue';

export function standing(confirmation: Confirmation, now: Instant): ConfirmationStanding {
  if (confirmation.kind === 'none') return 'none';
  const { endsAt, skippedUntil } = confirmation.deadline;
  if (now >= endsAt) return 'overdue';
  return skippedUntil !== undefined && now < skippedUntil ? 'skipped' : 'noticed';
}

export interface ConfirmationView {
  readonly state: ConfirmationStanding;
  readonly firstNoticeAt?: Instant;
  readonly skippedUntil?: Instant;
  readonly deadline?: Instant;
}

export function confirmationView(confirmation: Confirmation, now: Instant): ConfirmationView {
  const state = standing(confirmation, now);
  if (confirmation.kind === 'none') return { state };
  const { endsAt, skippedUntil, startedAt } = confirmation.deadline;
  const skipped = state === 'skipped' && skippedUntil !== undefined ? { skippedUntil } : {};
  return { state, firstNoticeAt: startedAt, ...skipped, deadline: endsAt };
}
