import { describe, expect, it } from 'vitest';
import { createMessenger } from '../../src/adapters/communication/communication-messenger.js';
import { parseConnection } from '../../src/adapters/communication/connection.js';
import type { PlainAddress } from '../../src/domain/contact-address.js';
import type { MessageId, OutgoingMessage, SendResult } from '../../src/ports/messenger.js';
import { Unavailable } from '../../src/ports/unavailable.js';
import { providerWire, type Seen, type WireAnswer } from '../support/provider-wire.js';

const SPEECH = 'https://speech.example/';
const senders = { email: 'from@example.com', sms: '+15550100', call: '+15550101' };
const about = {
  id: '4f5c0000-0000-8000-8000-000000000001' as MessageId,
  template: 'security-code',
  locale: 'en',
};
const email: OutgoingMessage = {
  ...about,
  delivery: 'email',
  to: 'secret@example.org' as PlainAddress,
  content: { subject: 's', text: 't', html: 'h' },
};
const sms: OutgoingMessage = {
  ...about,
  delivery: 'sms',
  to: '+4915111111111' as PlainAddress,
  content: { text: 't' },
};
const call: OutgoingMessage = {
  ...about,
  delivery: 'call',
  to: '+4915111111111' as PlainAddress,
  callbackUrl: 'http://127.0.0.1:1/x',
};

async function sent(
  message: OutgoingMessage,
  answer: (seen: Seen) => WireAnswer | 'hang up',
): Promise<{ result: SendResult | Unavailable; seen: readonly Seen[] }> {
  await using wire = await providerWire(answer);
  const connection = parseConnection(wire.connectionString)!;
  const sending = createMessenger(connection, senders, SPEECH).send(message, { timeoutMs: 30_000 });
  const result = await sending.catch((error: unknown) => {
    if (error instanceof Unavailable) return error;
    throw error;
  });
  return { result, seen: wire.seen };
}

describe('an email', () => {
  const accepted: WireAnswer = {
    status: 202,
    headers: {
      'operation-location': 'http://127.0.0.1:1/emails/operations/1?api-version=2025-09-01',
      'retry-after': '1',
    },
    body: { id: about.id, status: 'Running', error: null },
  };

  it('that the provider took is accepted, and nothing asks for it afterwards', async () => {
    const { result, seen } = await sent(email, () => accepted);
    expect(result).toEqual({ kind: 'accepted' });
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /emails:send']);
  });
});

describe.each([email, sms, call])('a message by $delivery', (message) => {
  it.each([400, 413, 422])('refused with %i can not be sent', async (status) => {
    expect((await sent(message, () => ({ status }))).result).toEqual({ kind: 'refused' });
  });

  it.each([401, 403, 404, 408, 409, 429, 500, 503])(
    'that meets %i is no fault of its recipient: an outage',
    async (status) => {
      const { result } = await sent(message, () => ({ status }));
      expect(result).toMatchObject({ part: message.delivery, retryAfterSeconds: 30 });
    },
  );

  it.each([
    ['95', {}, 95],
    ['Tue, 24 Nov 2026 10:02:00 GMT', { date: 'Tue, 24 Nov 2026 10:00:00 GMT' }, 120],
    ['soon', {}, 30],
  ])('asked to wait (%s) says for how long', async (retryAfter, headers, seconds) => {
    const { result } = await sent(message, () => ({
      status: 429,
      headers: { 'retry-after': retryAfter, ...headers },
    }));
    expect(result).toMatchObject({ retryAfterSeconds: seconds });
  });

  it('goes out once more over another connection when its own is lost, as the same message', async () => {
    let tries = 0;
    const { result, seen } = await sent(message, () => {
      tries += 1;
      return tries === 1 ? 'hang up' : { status: 422 };
    });
    expect(result).toEqual({ kind: 'refused' });
    expect(seen).toHaveLength(2);
    const [first, second] = seen.map(({ body, headers }) => ({
      body,
      operation: headers['operation-id'],
      repeatability: headers['repeatability-request-id'],
    }));
    expect(second).toEqual(first);
    expect(JSON.stringify(second)).toContain(message.id);
  });

  it('that loses one connection after another is an outage', async () => {
    const { result, seen } = await sent(message, () => 'hang up');
    expect(result).toMatchObject({ part: message.delivery });
    expect(seen).toHaveLength(2);
  });

  it('that fails says nothing of the recipient', async () => {
    const { result } = await sent(message, ({ body }) => ({
      status: 500,
      body: { error: { message: body } },
    }));
    const { cause, message: said } = result as Unavailable;
    expect(`${said} ${String(cause)}`).not.toMatch(/secret|4915/);
  });
});

it.each([
  [400, { kind: 'refused' }],
  [404, { retryAfterSeconds: 30 }],
  [500, { retryAfterSeconds: 30 }],
])('a text whose recipient got %i comes to %j', async (httpStatusCode, expected) => {
  const value = [{ to: sms.to, httpStatusCode, successful: false }];
  expect((await sent(sms, () => ({ status: 202, body: { value } }))).result).toMatchObject(expected);
});

it('a call names the service that speaks on it', async () => {
  const { seen } = await sent(call, () => ({ status: 201, body: { callConnectionId: 'c' } }));
  expect(seen[0]?.body['callIntelligenceOptions']).toEqual({ cognitiveServicesEndpoint: SPEECH });
});
