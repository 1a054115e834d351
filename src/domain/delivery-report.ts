import { sends, type Challenge } from './challenge.js';
import { DELIVERY_FAILURES, type DeliveryFailure } from './delivery-failure.js';
import type { Instant } from './instant.js';

/** What the provider says became of one message. */
export interface DeliveryReport {
  readonly status: 'delivered' | 'failed';
  /** Of a failed one. */
  readonly failure?: DeliveryFailure;
  /** When it became so, by the provider's clock. */
  readonly at: Instant;
}

/**
 * CODE-7: what a report makes of a challenge. Reports arrive late, twice, in any order, so the state is the greatest of all
 * that came, and not the last: the one with the newest provider's timestamp; at the same instant `delivered`, as it says more
 * than a failed attempt does; then the more telling failure. Only the newest send counts, and only while somebody waits for
 * it.
 *
 * @returns the same challenge when the report changes nothing
 */
export function withReport(challenge: Challenge, send: number, report: DeliveryReport): Challenge {
  if (send !== sends(challenge) || challenge.closed !== undefined) return challenge;
  const known = reportOf(challenge);
  if (known !== undefined && !isGreater(report, known)) return challenge;
  const { deliveryFailure: _, ...rest } = challenge;
  return {
    ...rest,
    deliveryStatus: report.status,
    reportedAt: report.at,
    ...(report.status === 'failed' ? { deliveryFailure: report.failure ?? 'unknown' } : {}),
  };
}

/** The provider did not take the message, as far as we know: any report knows better. */
export function notSent(challenge: Challenge, send: number): Challenge {
  const isKnown = challenge.deliveryStatus !== 'queued' || send !== sends(challenge);
  return isKnown ? challenge : { ...challenge, deliveryStatus: 'failed' };
}

function reportOf(challenge: Challenge): DeliveryReport | undefined {
  const { deliveryFailure, deliveryStatus, reportedAt } = challenge;
  if (reportedAt === undefined || (deliveryStatus !== 'delivered' && deliveryStatus !== 'failed'))
    return undefined;
  const failure = deliveryFailure === undefined ? {} : { failure: deliveryFailure };
  return { status: deliveryStatus, at: reportedAt, ...failure };
}

function isGreater(one: DeliveryReport, other: DeliveryReport): boolean {
  if (one.at !== other.at) return one.at > other.at;
  return weight(one) > weight(other);
}

function weight({ failure = 'unknown', status }: DeliveryReport): number {
  const { length } = DELIVERY_FAILURES;
  return status === 'delivered' ? length : length - 1 - DELIVERY_FAILURES.indexOf(failure);
}
