import { expect, it } from 'vitest';
import { createMessenger } from '../../src/adapters/communication/communication-messenger.js';
import { parseConnection } from '../../src/adapters/communication/connection.js';
import { createPhoneNumbers } from '../../src/adapters/phone-numbers/phone-numbers.js';
import { measuredMessenger } from '../../src/adapters/telemetry/measured-messenger.js';
import type { PlainAddress } from '../../src/domain/contact-address.js';
import type { MessageId, OutgoingMessage } from '../../src/ports/messenger.js';
import { noTelemetry, type Facts } from '../../src/ports/telemetry.js';
import { providerWire, type WireAnswer } from '../support/provider-wire.js';

const sms: OutgoingMessage = {
  id: '4f5c0000-0000-8000-8000-000000000001' as MessageId,
  template: 'security-code',
  locale: 'en',
  delivery: 'sms',
  to: '+4915111111111' as PlainAddress,
  content: { text: 't' },
};
const senders = { email: 'from@example.com', sms: '+15550100', call: '+15550101' };

/** What is told of a text that the provider answers so. */
async function told(answer: WireAnswer) {
  await using wire = await providerWire(() => answer);
  const counted: Record<string, Facts> = {};
  const timed: Facts[] = [];
  const spans: Facts[] = [];
  const lines: string[] = [];
  const telemetry = {
    ...noTelemetry,
    span: <T>(_: string, __: object, work: (span: { add: (facts: Facts) => void; fail: () => void }) => T) =>
      work({ add: (facts) => spans.push(facts), fail: () => spans.push({ failed: true }) }),
    count: (name: string, facts: Facts = {}) => void (counted[name] = facts),
    record: (_: string, __: number, facts: Facts = {}) => void timed.push(facts),
  } as typeof noTelemetry;
  const messenger = measuredMessenger(
    createMessenger(parseConnection(wire.connectionString)!, senders),
    telemetry,
    createPhoneNumbers('*'),
    (line) => lines.push(line),
  );
  await messenger.send(sms, { timeoutMs: 30_000 }).catch(() => undefined);
  const { milliseconds: _, ...line } = JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
  return { counted, timed, span: Object.assign({}, ...spans) as Facts, line, lines: lines.length };
}

const recipient = (httpStatusCode: number): WireAnswer => ({
  status: 202,
  body: { value: [{ to: sms.to, httpStatusCode, successful: false }] },
});

it.each([
  ['throttled', 429, { status: 429, headers: { 'retry-after': '7' } }],
  ['throttled', 429, recipient(429)],
  ['unavailable', 503, { status: 503 }],
  ['unavailable', 401, { status: 401 }],
  ['unavailable', 500, recipient(500)],
] as const)(
  'a text that is %s (%i) is counted, timed and logged as that',
  async (outcome, status, answer) => {
    const { counted, line, lines, span, timed } = await told(answer);
    const where = { delivery: 'sms', calling_code: '+49' };
    expect(counted).toEqual({ 'security_info.codes.not_sent': { ...where, reason: outcome } });
    expect(timed).toEqual([{ delivery: 'sms', outcome }]);
    expect(span).toEqual({ outcome, 'http.response.status_code': status, failed: true });
    expect(line).toEqual({
      ...{ event: 'message', template: 'security-code', delivery: 'sms', callingCode: '+49' },
      ...{ outcome, status },
    });
    expect(lines).toBe(1);
  },
);

it('a text that is refused is no failure of the provider’s, and one that is taken has no status', async () => {
  expect((await told({ status: 400 })).line).toMatchObject({ outcome: 'refused' });
  const taken = { to: sms.to, httpStatusCode: 202, successful: true };
  const { counted, line, span } = await told({ status: 202, body: { value: [taken] } });
  expect(Object.keys(counted)).toEqual(['security_info.codes.sent']);
  expect(line).not.toHaveProperty('status');
  expect(span).toEqual({ outcome: 'accepted', 'http.response.status_code': undefined });
});
