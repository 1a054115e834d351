import { DAY, type Instant } from './instant.js';

/** Days since the epoch as four hexadecimal digits, enough until 2149: keys that begin with it sort by day. */
export function dayKey(at: Instant): string {
  return Math.floor(at / DAY)
    .toString(16)
    .padStart(4, '0');
}
