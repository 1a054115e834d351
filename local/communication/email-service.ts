import { createHash, randomUUID } from 'node:crypto';
import type { DeliveryReports } from './delivery-reports.js';
import type { Modes } from './modes.js';
import type { Operations } from './operations.js';
import type { Outbox } from './outbox.js';
import { fields, list, text, wireError, type WireRequest, type WireResponse } from './wire.js';

/** `POST /emails:send` and its operation polling. The same operation id with the same message is the same message. */
export class EmailService {
  readonly #outbox: Outbox;
  readonly #operations: Operations;
  readonly #reports: DeliveryReports;
  readonly #modes: Modes;
  readonly #now: () => number;

  constructor(
    outbox: Outbox,
    operations: Operations,
    reports: DeliveryReports,
    modes: Modes,
    now: () => number,
  ) {
    this.#outbox = outbox;
    this.#operations = operations;
    this.#reports = reports;
    this.#modes = modes;
    this.#now = now;
  }

  send(request: WireRequest, origin: string): WireResponse {
    const message = fields(JSON.parse(request.body.toString()));
    const id = text(request.headers['operation-id']) || randomUUID();
    const fingerprint = createHash('sha256').update(request.body).digest('hex');
    const known = this.#operations.get(id);
    if (known !== undefined && known.fingerprint !== fingerprint) {
      return wireError(400, 'OperationIdMismatch', 'The operation id was used for another message.');
    }
    if (known === undefined) this.#take(id, fingerprint, message);
    return {
      status: 202,
      headers: operationHeaders(origin, id),
      body: { id, status: 'Running', error: null },
    };
  }

  poll(id: string, origin: string): WireResponse {
    const operation = this.#operations.get(id);
    if (operation === undefined) return wireError(404, 'NotFound', 'There is no such operation.');
    const error = operation.failed
      ? { code: 'EmailDropped', message: 'The message was not delivered.' }
      : null;
    const status = error === null ? 'Succeeded' : 'Failed';
    return { status: 200, headers: operationHeaders(origin, id), body: { id, status, error } };
  }

  /** The operation is known only when all the rest is kept: a repeat after a kill makes up for it. */
  #take(id: string, fingerprint: string, message: Readonly<Record<string, unknown>>): void {
    const arrives = this.#modes.of('email') !== 'undeliverable';
    const content = fields(message['content']);
    const headers = fields(message['headers']);
    const from = text(message['senderAddress']);
    const template = text(headers['X-Template']);
    for (const [n, recipient] of list(fields(message['recipients'])['to']).entries()) {
      const to = text(fields(recipient)['address']);
      if (arrives) {
        this.#outbox.add({
          id: `email:${id}${n === 0 ? '' : `:${n}`}`,
          at: new Date(this.#now()).toISOString(),
          delivery: 'email',
          to,
          subject: text(content['subject']),
          text: text(content['plainText']),
          html: text(content['html']),
          template,
          locale: text(headers['Content-Language']),
        });
      }
      const report = { delivery: 'email', messageId: id, from, to, tag: '', arrives } as const;
      this.#reports.add(report, this.#modes.reportsOf('email'));
    }
    this.#operations.add(id, { fingerprint, failed: !arrives });
  }
}

function operationHeaders(origin: string, id: string): Record<string, string> {
  return {
    'operation-location': `${origin}/emails/operations/${id}?api-version=2025-09-01`,
    'operation-id': id,
    'retry-after': '1',
  };
}
