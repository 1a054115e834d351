import type { Brand } from './brand.js';

/** Milliseconds since the Unix epoch, UTC. */
export type Instant = Brand<number, 'Instant'>;

/** A length of time in milliseconds. */
export type Milliseconds = number;

export const SECOND: Milliseconds = 1000;
export const MINUTE: Milliseconds = 60 * SECOND;
export const HOUR: Milliseconds = 60 * MINUTE;
export const DAY: Milliseconds = 24 * HOUR;

export function instant(milliseconds: number): Instant {
  return milliseconds as Instant;
}

export function plus(at: Instant, length: Milliseconds): Instant {
  return (at + length) as Instant;
}

export function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}

/** RFC 3339 in UTC, with milliseconds. */
export function rfc3339(at: Instant): string {
  return new Date(at).toISOString();
}

/** Whole seconds from one instant to a later one, rounded up so that waiting that long is always enough. */
export function secondsUntil(later: Instant, now: Instant): number {
  return Math.max(0, Math.ceil((later - now) / SECOND));
}
