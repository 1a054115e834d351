import type { Delivery } from '../domain/contact-address.js';
import type { DeliveryFailure } from '../domain/delivery-failure.js';
import type { DeliveryReport } from '../domain/delivery-report.js';

/** What the provider reports of a message, for those who run the service: nothing of whom it went to. */
export interface DeliveryOutcome {
  readonly delivery: Delivery;
  /** `unreported`: a report that says nothing of it, as of a text whose carrier never answered. */
  readonly outcome: 'delivered' | DeliveryFailure | 'unreported';
  readonly callingCode?: string | undefined;
}

export type TellOfDelivery = (outcome: DeliveryOutcome) => void;

export function outcomeOf(report: Pick<DeliveryReport, 'failure' | 'status'>): DeliveryOutcome['outcome'] {
  return report.status === 'delivered' ? 'delivered' : (report.failure ?? 'unknown');
}
