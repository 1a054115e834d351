import type { OutgoingMessage } from '../../ports/messenger.js';
import { Unavailable } from '../../ports/unavailable.js';
import { fieldOf, statusOf } from '../azure/status-of.js';

/** The provider read the message and won't have it: its content or its recipient. Sending it again mends nothing. */
const REFUSALS: readonly number[] = [400, 413, 422];
const RETRY_AFTER_SECONDS = 30;

/** Everything else that isn't a success is an outage or ours to mend, a wrong endpoint (404) or key (401) among it. */
export function isRefusal(status: number | undefined): boolean {
  return status !== undefined && REFUSALS.includes(status);
}

/** What to throw: with the wait that the provider asks for, and without its message, which may carry an address. */
export function failureOf(what: OutgoingMessage['delivery'], error: unknown): Unavailable {
  const status = statusOf(error);
  const cause = new Error(`status ${status ?? 'none'}`);
  const retryAfterSeconds = retryAfterOf(error) ?? RETRY_AFTER_SECONDS;
  return new Unavailable(what, { retryAfterSeconds, status, cause });
}

/** Seconds, or an HTTP date (RFC 9110 §10.2.3). The date counts from the provider's own clock, not from ours. */
function retryAfterOf(error: unknown): number | undefined {
  const headers = fieldOf(fieldOf(error, 'response'), 'headers') as
    { readonly get?: (name: string) => string | undefined } | undefined;
  const value = headers?.get?.('retry-after')?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  const seconds = Math.ceil((Date.parse(value) - Date.parse(headers?.get?.('date') ?? '')) / 1000);
  return seconds >= 0 ? seconds : undefined;
}
