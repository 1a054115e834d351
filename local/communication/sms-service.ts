import { randomUUID } from 'node:crypto';
import type { DeliveryReports } from './delivery-reports.js';
import type { Modes } from './modes.js';
import type { Outbox } from './outbox.js';
import { fields, list, text, type WireRequest, type WireResponse } from './wire.js';

/** `POST /sms`: a result for each recipient. A repeated request id is the same message. */
export class SmsService {
  readonly #outbox: Outbox;
  readonly #reports: DeliveryReports;
  readonly #modes: Modes;
  readonly #now: () => number;

  constructor(outbox: Outbox, reports: DeliveryReports, modes: Modes, now: () => number) {
    this.#outbox = outbox;
    this.#reports = reports;
    this.#modes = modes;
    this.#now = now;
  }

  send({ body }: WireRequest): WireResponse {
    const message = fields(JSON.parse(body.toString()));
    const value = list(message['smsRecipients']).map((one) => this.#one(fields(one), message));
    return { status: 202, body: { value } };
  }

  #one(recipient: Readonly<Record<string, unknown>>, message: Readonly<Record<string, unknown>>) {
    const to = text(recipient['to']);
    const mode = this.#modes.of('sms');
    if (mode === 'reject') {
      const errorMessage = 'The number is not reachable.';
      return { to, httpStatusCode: 400, successful: false, errorMessage };
    }
    const messageId = text(recipient['repeatabilityRequestId']) || randomUUID();
    if (!this.#outbox.has(`sms:${messageId}`)) this.#take(messageId, to, message, mode !== 'undeliverable');
    return { to, messageId, httpStatusCode: 202, repeatabilityResult: 'accepted', successful: true };
  }

  #take(messageId: string, to: string, message: Readonly<Record<string, unknown>>, arrives: boolean): void {
    const options = fields(message['smsSendOptions']);
    const tag = text(options['tag']);
    if (options['enableDeliveryReport'] === true) {
      const report = { delivery: 'sms', messageId, from: text(message['from']), to, tag, arrives } as const;
      this.#reports.add(report, this.#modes.reportsOf('sms'));
    }
    if (!arrives) return;
    const [template = '', locale = ''] = tag.split('/');
    this.#outbox.add({
      id: `sms:${messageId}`,
      at: new Date(this.#now()).toISOString(),
      delivery: 'sms',
      to,
      text: text(message['message']),
      template,
      locale,
    });
  }
}
