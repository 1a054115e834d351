import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDeliveryNews } from '../../src/adapters/communication/delivery-reports.js';
import { callingCodeOf } from '../../src/adapters/phone-numbers/calling-code-of.js';
import { createPhoneNumbers } from '../../src/adapters/phone-numbers/phone-numbers.js';
import { createSharedKeys } from '../../src/adapters/keys/shared-keys.js';
import { Unavailable } from '../../src/ports/unavailable.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { DeliveryTable } from '../../src/adapters/tables/delivery-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { codeMessageId, codeMessagePrefix, messageId } from '../../src/commands/message-id.js';
import type { AccountId, ChallengeId } from '../../src/domain/identifiers.js';
import { DAY, plus } from '../../src/domain/instant.js';
import type { SentCode } from '../../src/ports/deliveries.js';
import { NOW } from '../support/accounts.js';
import { tableEmulator } from '../support/table-emulator.js';

const id = '4f5c1234-5678-8abc-9def-0123456789ab';
const AT = Date.UTC(2027, 0, 1, 12);
const time = '2027-01-01T12:00:00.0000000Z';
const EMAIL = 'Microsoft.Communication.EmailDeliveryReportReceived';
const SMS = 'Microsoft.Communication.SMSDeliveryReportReceived';

const grid = (eventType: string, data: unknown) => ({
  ...{ id: 'e', topic: 't', subject: 's', dataVersion: '1.0', metadataVersion: '1' },
  ...{ eventType, eventTime: '2027-01-01T12:00:05Z', data },
});
const cloud = (type: string, data: unknown) => ({
  ...{ id: 'e', source: 's', specversion: '1.0', type, time: '2027-01-01T12:00:05Z', data },
});
const email = (status: string, more: object = {}) => ({
  ...{ sender: 's', recipient: 'r', internetMessageId: 'i', messageId: id, status },
  ...{ deliveryStatusDetails: { statusMessage: 'x' }, deliveryAttemptTimeStamp: time },
  ...more,
});
const sms = (deliveryStatus: string, deliveryStatusDetails = '', more: object = {}) => ({
  ...{ messageId: 'Outgoing_1_noam', from: 'f', to: 't', deliveryStatus, deliveryStatusDetails },
  ...{ deliveryAttempts: [{ timestamp: time, segmentsSucceeded: 1, segmentsFailed: 0 }] },
  ...{ receivedTimestamp: '2027-01-01T12:00:03Z', tag: `security-code/en/${id}` },
  ...more,
});
const reports = (body: unknown) => parseDeliveryNews(body).reports;

const mine = 'account' as AccountId;

describe('delivery reports', () => {
  it.each([
    ['Event Grid', grid],
    ['CloudEvents', cloud],
  ])('of an email and of a text are read in the form of %s, alone and in a batch', (_, form) => {
    const [one, two] = [form(EMAIL, email('Delivered')), form(SMS, sms('Delivered'))];
    const report = { messageId: id, status: 'delivered', at: AT };
    expect(reports(one)).toEqual([report]);
    expect(reports([one, two])).toEqual([report, report]);
  });

  it.each([
    ['Bounced', 'mailbox-unavailable'],
    ['Suppressed', 'suppressed'],
    ['FilteredSpam', 'filtered'],
    ['Quarantined', 'filtered'],
    ['failed', 'unknown'],
  ])('an email that is %s failed: %s', (status, failure) => {
    expect(reports(grid(EMAIL, email(status)))).toMatchObject([{ status: 'failed', failure }]);
  });

  it.each([
    ['Sender blocked for given recipient.', 'opted-out'],
    ['ErrorCode: 4006. ErrorMessage: Recipient opted out', 'opted-out'],
    ['Message was filtered as spam', 'filtered'],
    ['Blocked by the carrier', 'blocked'],
    ['Destination handset is unreachable', 'unreachable'],
    ['Something else', 'unknown'],
    ['', 'unknown'],
  ])('a text that failed with "%s" did so by %s', (details, failure) => {
    expect(reports(grid(SMS, sms('Failed', details)))).toMatchObject([{ status: 'failed', failure }]);
  });

  it('a carrier that never reports says nothing of failure, an address that was a list nothing yet', () => {
    expect(
      reports(grid(SMS, sms('Failed', 'ErrorCode: 5002. ErrorMessage: Message Delivery Timeout'))),
    ).toEqual([]);
    expect(reports(grid(EMAIL, email('Expanded')))).toEqual([]);
  });

  it('CODE-7 PRV-2 what became of each is told to operators, by calling code, and nothing of whom it went to', () => {
    const phoneNumbers = createPhoneNumbers('*');
    const outcomes = (...body: readonly unknown[]) =>
      parseDeliveryNews(body, callingCodeOf(phoneNumbers)).outcomes;
    const to = (number: string) => ({ to: number });
    expect(
      outcomes(
        grid(EMAIL, email('Delivered', { recipient: 'ada@example.org' })),
        grid(EMAIL, email('Quarantined')),
        grid(EMAIL, email('Expanded')),
        grid(SMS, sms('Delivered', '', to('+4915123456789'))),
        grid(SMS, sms('Failed', 'Blocked by the carrier', to('15551234567'))),
        grid(SMS, sms('Failed', 'ErrorCode: 5002. ErrorMessage: Message Delivery Timeout', to('nobody'))),
        grid(SMS, sms('Failed', '', { to: null })),
        grid(SMS, sms('Delivered', '', { tag: 'campaign' })),
      ),
    ).toEqual([
      { delivery: 'email', outcome: 'delivered' },
      { delivery: 'email', outcome: 'filtered' },
      { delivery: 'email', outcome: 'unreported' },
      { delivery: 'sms', outcome: 'delivered', callingCode: '+49' },
      { delivery: 'sms', outcome: 'blocked', callingCode: '+1' },
      { delivery: 'sms', outcome: 'unreported' },
      { delivery: 'sms', outcome: 'unknown' },
    ]);
  });

  it('keys are read in any case', () => {
    const loud = (value: object) =>
      Object.fromEntries(Object.entries(value).map(([key, field]) => [key.toUpperCase(), field as unknown]));
    expect(reports(loud(grid(SMS, loud(sms('Delivered')))))).toEqual(reports(grid(SMS, sms('Delivered'))));
    expect(reports(grid(EMAIL, loud(email('Delivered'))))).toHaveLength(1);
  });

  it('the newest attempt counts, then when it was received, then when the event was made', () => {
    const attempts = ['2027-01-01T10:00:00Z', time, 'never'].map((timestamp) => ({ timestamp }));
    const at = (more: object) => reports(grid(SMS, sms('Delivered', '', more)))[0]?.at;
    expect(at({ deliveryAttempts: attempts })).toBe(AT);
    expect(at({ deliveryAttempts: [] })).toBe(AT + 3000);
    expect(at({ deliveryAttempts: null, receivedTimestamp: '' })).toBe(AT + 5000);
    expect(reports(grid(EMAIL, email('Delivered', { deliveryAttemptTimeStamp: 'x' })))[0]?.at).toBe(
      AT + 5000,
    );
  });

  it.each([
    ['another type', grid('Microsoft.Communication.SMSReceived', sms('Delivered'))],
    ['a tag of somebody else', grid(SMS, sms('Delivered', '', { tag: 'campaign' }))],
    ['no tag', grid(SMS, sms('Delivered', '', { tag: null }))],
    ['an id that is none', grid(EMAIL, email('Delivered', { messageId: '../x' }))],
    ['no data', { eventType: EMAIL }],
    ['no event', 'x'],
    ['nothing', null],
  ])('passes over %s', (_, body) => {
    expect(parseDeliveryNews(body)).toEqual({ reports: [], outcomes: [] });
    expect(reports([body, grid(SMS, sms('Delivered'))])).toHaveLength(1);
  });

  it('the handshake’s code is handed on', () => {
    const event = grid('Microsoft.EventGrid.SubscriptionValidationEvent', { ValidationCode: 'c' });
    expect(parseDeliveryNews([event])).toEqual({ reports: [], outcomes: [], validationCode: 'c' });
  });
});

describe('the key of a webhook', () => {
  it('lets in who has it; without one nobody', () => {
    const isKey = createSharedKeys(['k'.repeat(32)]);
    expect(['k'.repeat(32), 'k'.repeat(31), '', null].map(isKey)).toEqual([true, false, false, false]);
    expect(['undefined', '', null].map(createSharedKeys([]))).toEqual([false, false, false]);
  });

  it('that could not be read refuses nobody who shows one, and takes nobody without', () => {
    const isKey = createSharedKeys([], 'REASON');
    expect(isKey(null)).toBe(false);
    expect(() => isKey('k'.repeat(32))).toThrow(Unavailable);
  });
});

describe('deliveries in a table', () => {
  let emulator: Awaited<ReturnType<typeof tableEmulator>>;
  let deliveries: DeliveryTable;
  beforeAll(async () => {
    emulator = await tableEmulator();
    deliveries = new DeliveryTable(await openTable(emulator, 'Deliveries'));
  });
  afterAll(async () => {
    await emulator[Symbol.asyncDispose]();
  });
  const code: SentCode = { accountId: 'a' as AccountId, challengeId: 'c' as ChallengeId, send: 2 };

  it('come back as they went in, each in one round trip', async () => {
    const one = codeMessageId(NOW, mine, 'one');
    const trips = async (work: () => Promise<unknown>) => (await countRoundTrips(work)).roundTrips;
    expect(await trips(() => deliveries.remember(one, code))).toEqual({ Deliveries: 1 });
    expect(await deliveries.find(one)).toEqual(code);
    expect(await trips(() => deliveries.find(one))).toEqual({ Deliveries: 1 });
    expect(await deliveries.find(codeMessageId(NOW, mine, 'another'))).toBeUndefined();
    expect(await deliveries.find(messageId('notice'))).toBeUndefined();
  });

  it('are forgotten by whole days, more than one transaction holds', async () => {
    const on = (days: number, name: string) => codeMessageId(plus(NOW, days * DAY), mine, name);
    for (let n = 0; n < 120; n += 1) await deliveries.remember(on(-10, String(n)), code);
    await deliveries.remember(on(-2, 'kept'), code);
    expect(await deliveries.forgetDaysBefore(plus(NOW, -3 * DAY))).toBe(120);
    expect(await deliveries.find(on(-10, '7'))).toBeUndefined();
    expect(await deliveries.find(on(-2, 'kept'))).toEqual(code);
    expect(await deliveries.forgetDaysBefore(plus(NOW, -3 * DAY))).toBe(0);
  });

  it('PRV-3 an account’s are forgotten, by whichever days they are of, and those of others stay', async () => {
    const [gone, stays] = ['gone' as AccountId, 'stays' as AccountId];
    const on = (days: number, account: AccountId) => codeMessageId(plus(NOW, -days * DAY), account, 'x');
    for (const days of [0, 1, 2])
      for (const accountId of [gone, stays])
        await deliveries.remember(on(days, accountId), { ...code, accountId });
    await deliveries.forgetAccount(
      gone,
      [0, 1, 2].map((days) => codeMessagePrefix(plus(NOW, -days * DAY), gone)),
    );
    for (const days of [0, 1, 2]) {
      expect(await deliveries.find(on(days, gone))).toBeUndefined();
      expect(await deliveries.find(on(days, stays))).toBeDefined();
    }
    // The other account of the same partition, too: the hash has eight bits.
    await deliveries.remember(on(0, gone), { ...code, accountId: stays });
    await deliveries.forgetAccount(gone, [codeMessagePrefix(NOW, gone)]);
    expect(await deliveries.find(on(0, gone))).toBeDefined();
  });

  it('ids are UUIDs of version 8 that begin with their day, the same for the same', () => {
    const ids = [codeMessageId(NOW, mine, 'x'), codeMessageId(plus(NOW, DAY), mine, 'x'), messageId('x')];
    for (const one of ids)
      expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(codeMessageId(NOW, mine, 'x')).toBe(ids[0]);
    expect(Number.parseInt(ids[1]!.slice(0, 4), 16) - Number.parseInt(ids[0]!.slice(0, 4), 16)).toBe(1);
    expect(new Set(ids).size).toBe(3);
  });
});
