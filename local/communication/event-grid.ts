import { randomUUID } from 'node:crypto';
import { postJson, type Posted } from './post-json.js';
import { fields, parsed } from './wire.js';

const ANSWER_WITHIN_MS = 30_000;
/** What trying again can't mend is not tried again. */
const GIVEN_UP: readonly number[] = [400, 403, 413];

/** A subscription: proves first that the address wants events, then posts them, as Event Grid does. */
export class EventGrid {
  readonly #now: () => number;
  readonly #proven = new Set<string>();

  constructor(now: () => number) {
    this.#now = now;
  }

  async deliver(address: string, event: unknown): Promise<'done' | 'retry'> {
    if (!this.#proven.has(address) && !(await this.#handshake(address))) return 'retry';
    const { status } = await post(address, 'Notification', event);
    return status < 300 || GIVEN_UP.includes(status) ? 'done' : 'retry';
  }

  async #handshake(address: string): Promise<boolean> {
    const validationCode = randomUUID();
    const { body, status } = await post(address, 'SubscriptionValidation', {
      id: randomUUID(),
      topic: '/local/communication',
      subject: '',
      eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
      eventTime: new Date(this.#now()).toISOString(),
      data: { validationCode },
      dataVersion: '2',
      metadataVersion: '1',
    });
    const isProven = status === 200 && fields(parsed(body))['validationResponse'] === validationCode;
    if (isProven) this.#proven.add(address);
    return isProven;
  }
}

function post(address: string, kind: string, event: unknown): Promise<Posted> {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'aeg-event-type': kind };
  return postJson(address, [event], { headers, withinMs: ANSWER_WITHIN_MS });
}
