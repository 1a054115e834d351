import { createHash, randomUUID } from 'node:crypto';
import type { Mode } from './modes.js';
import type { Outbox } from './outbox.js';
import { fields, list, text, wireError, type WireRequest, type WireResponse } from './wire.js';

interface Operation {
  readonly fingerprint: string;
  readonly failed: boolean;
}

const KEPT_OPERATIONS = 10_000;

/** `POST /emails:send` and its operation polling. The same operation id with the same message is the same message. */
export class EmailService {
  readonly #outbox: Outbox;
  readonly #now: () => number;
  readonly #operations = new Map<string, Operation>();

  constructor(outbox: Outbox, now: () => number) {
    this.#outbox = outbox;
    this.#now = now;
  }

  async send(request: WireRequest, mode: Mode, origin: string): Promise<WireResponse> {
    const id = text(request.headers['operation-id']) || randomUUID();
    const fingerprint = createHash('sha256').update(request.body).digest('hex');
    const known = this.#operations.get(id);
    if (known !== undefined && known.fingerprint !== fingerprint) {
      return wireError(400, 'OperationIdMismatch', 'The operation id was used for another message.');
    }
    if (known === undefined) await this.#take(id, fingerprint, request.body, mode);
    return {
      status: 202,
      headers: operationHeaders(origin, id),
      body: { id, status: 'Running', error: null },
    };
  }

  poll(id: string, origin: string): WireResponse {
    const operation = this.#operations.get(id);
    const known = operation !== undefined || this.#outbox.has(`email:${id}`);
    if (!known) return wireError(404, 'NotFound', 'There is no such operation.');
    const error =
      operation?.failed === true ? { code: 'EmailDropped', message: 'The message was not delivered.' } : null;
    const status = error === null ? 'Succeeded' : 'Failed';
    return { status: 200, headers: operationHeaders(origin, id), body: { id, status, error } };
  }

  async #take(id: string, fingerprint: string, body: Buffer, mode: Mode): Promise<void> {
    this.#operations.set(id, { fingerprint, failed: mode === 'undeliverable' });
    for (const key of [...this.#operations.keys()].slice(0, -KEPT_OPERATIONS)) this.#operations.delete(key);
    if (mode === 'undeliverable') return;
    const message = fields(JSON.parse(body.toString()));
    const content = fields(message['content']);
    const headers = fields(message['headers']);
    for (const [n, recipient] of list(fields(message['recipients'])['to']).entries()) {
      await this.#outbox.add({
        id: `email:${id}${n === 0 ? '' : `:${n}`}`,
        at: new Date(this.#now()).toISOString(),
        delivery: 'email',
        to: text(fields(recipient)['address']),
        subject: text(content['subject']),
        text: text(content['plainText']),
        html: text(content['html']),
        template: text(headers['X-Template']),
        locale: text(headers['Content-Language']),
      });
    }
  }
}

function operationHeaders(origin: string, id: string): Record<string, string> {
  return {
    'operation-location': `${origin}/emails/operations/${id}?api-version=2025-09-01`,
    'operation-id': id,
    'retry-after': '1',
  };
}
