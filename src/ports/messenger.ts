import type { Brand } from '../domain/brand.js';
import type { PlainAddress } from '../domain/contact-address.js';
import type { Instant } from '../domain/instant.js';

/** A UUID made from what the message is about: the same thing sent twice is one message to the provider. */
export type MessageId = Brand<string, 'MessageId'>;

/** Sends what the templates made. Throws `Unavailable` when the provider fails, is slow, or asks to wait. */
export interface Messenger {
  send(message: OutgoingMessage, options: { readonly timeoutMs: number }): Promise<SendResult>;
  /** Speaks on a call that was answered. */
  play(callConnectionId: string, speech: Speech): Promise<void>;
  hangUp(callConnectionId: string): Promise<void>;
}

export type OutgoingMessage = EmailMessage | SmsMessage | CallMessage;

interface Outgoing {
  readonly id: MessageId;
  readonly to: PlainAddress;
  readonly template: string;
  readonly locale: string;
}
export interface EmailMessage extends Outgoing {
  readonly delivery: 'email';
  readonly content: EmailContent;
}
export interface SmsMessage extends Outgoing {
  readonly delivery: 'sms';
  readonly content: SmsContent;
}
/** The words come when the call is answered: the provider calls back to `callbackUrl`. */
export interface CallMessage extends Outgoing {
  readonly delivery: 'call';
  readonly callbackUrl: string;
}

export interface EmailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
export interface SmsContent {
  readonly text: string;
}
export interface Speech {
  readonly text: string;
  /** BCP 47 with a region, as voices are named: `en-US`. */
  readonly locale: string;
}

export type SendResult = { readonly kind: 'accepted' } | { readonly kind: 'refused' };

/** What the provider says of a call, as far as we act on it. */
export interface CallEvent {
  readonly type: string;
  readonly callConnectionId: string;
  /** By the provider's clock, where it says so. */
  readonly at: Instant | undefined;
}
