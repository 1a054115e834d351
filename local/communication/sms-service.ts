import { randomUUID } from 'node:crypto';
import type { Mode } from './modes.js';
import type { Outbox } from './outbox.js';
import { fields, list, text, type WireRequest, type WireResponse } from './wire.js';

/** `POST /sms`: a result for each recipient. A repeated request id is the same message. */
export class SmsService {
  readonly #outbox: Outbox;
  readonly #now: () => number;

  constructor(outbox: Outbox, now: () => number) {
    this.#outbox = outbox;
    this.#now = now;
  }

  async send({ body }: WireRequest, mode: Mode): Promise<WireResponse> {
    const message = fields(JSON.parse(body.toString()));
    const value: unknown[] = [];
    for (const one of list(message['smsRecipients'])) {
      const recipient = fields(one);
      const to = text(recipient['to']);
      if (mode === 'reject') {
        value.push({
          to,
          httpStatusCode: 400,
          successful: false,
          errorMessage: 'The number is not reachable.',
        });
        continue;
      }
      const id = text(recipient['repeatabilityRequestId']) || randomUUID();
      if (mode !== 'undeliverable') await this.#keep(id, to, message);
      value.push({
        to,
        messageId: id,
        httpStatusCode: 202,
        repeatabilityResult: 'accepted',
        successful: true,
      });
    }
    return { status: 202, body: { value } };
  }

  async #keep(id: string, to: string, message: Readonly<Record<string, unknown>>): Promise<void> {
    const [template = '', locale = ''] = text(fields(message['smsSendOptions'])['tag']).split('/');
    const at = new Date(this.#now()).toISOString();
    await this.#outbox.add({
      id: `sms:${id}`,
      at,
      delivery: 'sms',
      to,
      text: text(message['message']),
      template,
      locale,
    });
  }
}
