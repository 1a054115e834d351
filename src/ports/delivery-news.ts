import type { Channel, PlainAddress } from '../domain/contact-address.js';
import type { DeliveryReport } from '../domain/delivery-report.js';
import type { DeliveryOutcome } from './delivery-outcome.js';
import type { MessageId } from './messenger.js';

/** What the provider posts to us. */
export interface DeliveryNews {
  readonly reports: readonly MessageReport[];
  /** Of every message of ours in it, those that nothing is known of among them. */
  readonly outcomes: readonly DeliveryOutcome[];
  /** It asks first whether we want its events; the answer is this. */
  readonly validationCode?: string;
}

export interface MessageReport extends DeliveryReport {
  readonly messageId: MessageId;
  readonly channel: Channel;
  /** Where the message went: an email address as the provider spells it, a number in E.164. */
  readonly to: PlainAddress;
}
