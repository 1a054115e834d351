import { DAY, plus, type Instant, type Milliseconds } from './instant.js';

/** A reminder (WIN-3, CNF-4): when, and how many whole days it leaves. */
export interface Reminder {
  readonly at: Instant;
  readonly daysLeft: number;
}

/** What is to be reminded of: a protection window, a confirmation's deadline. */
interface Span {
  readonly startedAt: Instant;
  readonly endsAt: Instant;
}

/** The reminders in order, those that would fall before the start left out. */
export function reminders(
  { endsAt, startedAt }: Span,
  beforeEnd: readonly Milliseconds[],
): readonly Reminder[] {
  return beforeEnd
    .map((before) => ({ at: plus(endsAt, -before), daysLeft: Math.round(before / DAY) }))
    .filter(({ at }) => at > startedAt)
    .sort((a, b) => a.at - b.at);
}
