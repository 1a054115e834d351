import type { Brand } from './brand.js';
import { DAY, plus, type Instant } from './instant.js';

/** A keyed hash over who asks, what for, and their Idempotency-Key. */
export type RequestKey = Brand<string, 'RequestKey'>;

/**
 * DUR-4: what a request with an `Idempotency-Key` came to, written in the transaction that it changed the account with. A
 * repeat finds it whenever the change is there, also when the process died before it could answer.
 */
export interface AnsweredRequest {
  readonly key: RequestKey;
  readonly at: Instant;
  /** A keyed hash of what the request said. */
  readonly content: string;
  /** The outcome, sealed. */
  readonly outcome: string;
}

const KEPT = DAY;
/** Only the newest: answers are kept elsewhere, these are for the moment between the change and its answer. */
const MOST = 30;

export function isRemembered({ at }: AnsweredRequest, now: Instant): boolean {
  return now < plus(at, KEPT);
}

export function withAnswered(
  requests: readonly AnsweredRequest[],
  request: AnsweredRequest,
): readonly AnsweredRequest[] {
  const newestFirst = [...requests].sort((a, b) => b.at - a.at);
  return [...newestFirst.slice(0, MOST - 1), request];
}
