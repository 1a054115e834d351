import { DAY, rfc3339, type Instant } from './instant.js';

/** Days since the epoch as four hexadecimal digits, enough until 2149: keys that begin with it sort by day. */
export function dayKey(at: Instant): string {
  return Math.floor(at / DAY)
    .toString(16)
    .padStart(4, '0');
}

/** `2027-01-31`, in UTC: sorts by day, and is read by people. */
export function calendarDay(at: Instant): string {
  return rfc3339(at).slice(0, 10);
}
