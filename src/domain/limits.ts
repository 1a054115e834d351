import type { Brand } from './brand.js';
import { DAY, HOUR, MINUTE, secondsUntil, type Instant, type Milliseconds } from './instant.js';
import type { TooMany } from './refusal.js';

/** A keyed hash of what is limited: nothing readable is stored (PRV-2). */
export type LimitedThing = Brand<string, 'LimitedThing'>;

export type LimitedAction =
  /** A wrong password or app password. */
  | 'guess'
  /** The start of a recovery, and each code asked for in one, right or wrong. */
  | 'start-recovery'
  /** A code, however it travels; notices are ours, and not counted. */
  | 'send'
  | 'send-by-email'
  /** A code by text or call: it costs money, and somebody may earn on it. */
  | 'send-by-phone';

export type LimitKey =
  /** A sign-in name or account together with where the request came from. */
  | 'subject+requester'
  /** A sign-in name or account, whoever asks. */
  | 'subject'
  /** A keyed hash of the network address, where that is known. */
  | 'requester'
  /** An address that the account has not proven yet, over all accounts. */
  | 'destination'
  | 'account'
  | 'calling-code'
  | 'service';

export type Wait =
  /** Until the oldest has left the window. */
  | { readonly kind: 'sliding' }
  /** Doubling with every further one. */
  | { readonly kind: 'growing'; readonly first: Milliseconds; readonly longest: Milliseconds }
  /** Until the window, which began with the first, is over. */
  | { readonly kind: 'window-end' };

/** CODE-5: at most `limit` in any `window`; then `wait`. */
export interface Limit {
  readonly action: LimitedAction;
  readonly key: LimitKey;
  readonly limit: number;
  readonly window: Milliseconds;
  readonly wait: Wait;
}

const SLIDING: Wait = { kind: 'sliding' };
const GROWING: Wait = { kind: 'growing', first: MINUTE, longest: HOUR };

/** Every limit that isn't an account's own (those are in its ledgers: docs/limits.md), as one table. */
export const defaultLimits: readonly Limit[] = [
  { action: 'guess', key: 'subject+requester', limit: 10, window: HOUR, wait: GROWING },
  { action: 'guess', key: 'subject', limit: 100, window: DAY, wait: { kind: 'window-end' } },
  { action: 'guess', key: 'requester', limit: 100, window: HOUR, wait: SLIDING },
  { action: 'start-recovery', key: 'requester', limit: 60, window: HOUR, wait: SLIDING },
  { action: 'send', key: 'destination', limit: 30, window: HOUR, wait: SLIDING },
  { action: 'send', key: 'destination', limit: 60, window: DAY, wait: SLIDING },
  { action: 'send', key: 'account', limit: 60, window: HOUR, wait: SLIDING },
  { action: 'send', key: 'account', limit: 200, window: DAY, wait: SLIDING },
  { action: 'send', key: 'requester', limit: 120, window: HOUR, wait: SLIDING },
  { action: 'send', key: 'requester', limit: 600, window: DAY, wait: SLIDING },
  { action: 'send-by-email', key: 'service', limit: 10_000, window: HOUR, wait: SLIDING },
  { action: 'send-by-email', key: 'service', limit: 100_000, window: DAY, wait: SLIDING },
  { action: 'send-by-phone', key: 'requester', limit: 60, window: HOUR, wait: SLIDING },
  { action: 'send-by-phone', key: 'calling-code', limit: 1_000, window: HOUR, wait: SLIDING },
  { action: 'send-by-phone', key: 'calling-code', limit: 5_000, window: DAY, wait: SLIDING },
  { action: 'send-by-phone', key: 'service', limit: 3_000, window: HOUR, wait: SLIDING },
  { action: 'send-by-phone', key: 'service', limit: 15_000, window: DAY, wait: SLIDING },
];

/** The same table with other numbers. */
export function withNumbers(
  limits: readonly Limit[],
  numbers: readonly Omit<Limit, 'wait'>[],
): readonly Limit[] {
  return limits.map((row) => {
    const set = numbers.find(
      ({ action, key, window }) => action === row.action && key === row.key && window === row.window,
    );
    return set === undefined ? row : { ...row, limit: set.limit };
  });
}

/** The limits of one action and key, the shortest window first. */
export function limitsOf(
  limits: readonly Limit[],
  action: LimitedAction,
  key: LimitKey,
): readonly [Limit, ...Limit[]] {
  const [first, ...rest] = limits
    .filter((limit) => limit.action === action && limit.key === key)
    .sort((a, b) => a.window - b.window);
  if (first === undefined) throw new Error(`There is no limit for ${action} by ${key}.`);
  return [first, ...rest];
}

/** Whose limit it is, as far as an answer may tell. */
export type LimitOf =
  /** The address a code goes to, or the account's own count for it. */
  | 'contact'
  | 'account'
  /** Where the request came from. */
  | 'requester'
  | 'calling-code'
  | 'service';

/** Reached: whose limit, and when there is room again. */
export interface Reached {
  readonly of: LimitOf;
  readonly until: Instant;
}

/** Every refusal of a limit says whose it is and until when. */
export function tooMany<C extends 'too-many-attempts' | 'too-many-codes'>(
  code: C,
  { of, until }: Reached,
  now: Instant,
): { readonly ok: false; readonly refusal: { readonly code: C } & TooMany } {
  return { ok: false, refusal: { code, of, until, retryAfter: Math.max(1, secondsUntil(until, now)) } };
}
