import type { Change } from './account.js';
import type { Outcome } from './outcome.js';
import type { RefusalCode } from './refusal.js';

/**
 * What a decision comes to, and what it changes. Without a change nothing is written. A refusal may change something,
 * too: a wrong code counts.
 */
export interface Decision<T, C extends RefusalCode> {
  readonly outcome: Outcome<T, C>;
  readonly change?: Change;
}
