import { describe, expect, it } from 'vitest';
import { parseDeliveryNews } from '../../src/adapters/communication/delivery-reports.js';
import { callingCodeOf } from '../../src/adapters/phone-numbers/calling-code-of.js';
import { createPhoneNumbers } from '../../src/adapters/phone-numbers/phone-numbers.js';
import { createSharedKeys } from '../../src/adapters/keys/shared-keys.js';
import { Unavailable } from '../../src/ports/unavailable.js';

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
  ...{ sender: 's', recipient: 'R@Example.org', internetMessageId: 'i', messageId: id, status },
  ...{ deliveryStatusDetails: { statusMessage: 'x' }, deliveryAttemptTimeStamp: time },
  ...more,
});
const sms = (deliveryStatus: string, deliveryStatusDetails = '', more: object = {}) => ({
  ...{
    messageId: 'Outgoing_1_noam',
    from: '491',
    to: '+4915112345678',
    deliveryStatus,
    deliveryStatusDetails,
  },
  ...{ deliveryAttempts: [{ timestamp: time, segmentsSucceeded: 1, segmentsFailed: 0 }] },
  ...{ receivedTimestamp: '2027-01-01T12:00:03Z', tag: `security-code/en/${id}` },
  ...more,
});
const news = (body: unknown) => parseDeliveryNews(body, callingCodeOf(createPhoneNumbers('*')));
const reports = (body: unknown) => news(body).reports;

describe('delivery reports', () => {
  it.each([
    ['Event Grid', grid],
    ['CloudEvents', cloud],
  ])('of an email and of a text are read in the form of %s, alone and in a batch', (_, form) => {
    const [one, two] = [form(EMAIL, email('Delivered')), form(SMS, sms('Delivered'))];
    const report = { messageId: id, status: 'delivered', at: AT };
    const [mail, text] = [
      { ...report, channel: 'email', to: 'R@Example.org' },
      { ...report, channel: 'phone', to: '+4915112345678' },
    ];
    expect(reports(one)).toEqual([mail]);
    expect(reports([one, two])).toEqual([mail, text]);
  });

  it('a number is the same with its plus sign and without', () => {
    const to = (number: string) => reports(grid(SMS, sms('Delivered', '', { to: number })))[0]?.to;
    expect(['4915112345678', '+4915112345678'].map(to)).toEqual(['+4915112345678', '+4915112345678']);
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
    const outcomes = (...body: readonly unknown[]) => news(body).outcomes;
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
    ['an email to nobody', grid(EMAIL, email('Delivered', { recipient: undefined }))],
    ['an id that is none', grid(EMAIL, email('Delivered', { messageId: '../x' }))],
    ['no data', { eventType: EMAIL }],
    ['no event', 'x'],
    ['nothing', null],
  ])('passes over %s', (_, body) => {
    expect(news(body)).toEqual({ reports: [], outcomes: [] });
    expect(reports([body, grid(SMS, sms('Delivered'))])).toHaveLength(1);
  });

  it('the handshake’s code is handed on', () => {
    const event = grid('Microsoft.EventGrid.SubscriptionValidationEvent', { ValidationCode: 'c' });
    expect(news([event])).toEqual({ reports: [], outcomes: [], validationCode: 'c' });
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
