import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resent, toldDeliveryStatus, type Challenge } from '../../src/domain/challenge.js';
import { deliveryHelp } from '../../src/domain/delivery-help.js';
import { DELIVERY_FAILURES } from '../../src/domain/delivery-failure.js';
import { notSent, withReport, type DeliveryReport } from '../../src/domain/delivery-report.js';
import type { ChallengeId, ContactId } from '../../src/domain/identifiers.js';
import { instant, plus } from '../../src/domain/instant.js';
import { NOW } from '../support/accounts.js';

const sent: Challenge = {
  id: 'challenge' as ChallengeId,
  contactId: 'contact' as ContactId,
  purpose: 'add-contact',
  delivery: 'sms',
  keyVersion: 1,
  sentAt: [NOW],
  wrongTries: 0,
  deliveryStatus: 'queued',
};
const delivered = (seconds: number): DeliveryReport => ({
  status: 'delivered',
  at: plus(NOW, seconds * 1000),
});
const failed = (seconds: number): DeliveryReport => ({
  status: 'failed',
  failure: 'unreachable',
  at: plus(NOW, seconds * 1000),
});
const all = (challenge: Challenge, ...reports: readonly DeliveryReport[]): Challenge =>
  reports.reduce((so, report) => withReport(so, 1, report), challenge);

describe('CODE-7 reports', () => {
  it.each([
    ['none: sent', [], 'sent', undefined],
    ['one', [delivered(1)], 'delivered', undefined],
    ['a failure and why', [failed(1)], 'failed', 'unreachable'],
    ['a failure, then a later attempt that arrived', [failed(1), delivered(2)], 'delivered', undefined],
    ['the same two the other way round', [delivered(2), failed(1)], 'delivered', undefined],
    ['a bounce after all', [delivered(1), failed(2)], 'failed', 'unreachable'],
    ['both at one instant: what arrived did', [delivered(1), failed(1)], 'delivered', undefined],
  ])('%s', (_, reports, status, failure) => {
    const challenge = all(sent, ...reports);
    expect(toldDeliveryStatus(challenge)).toBe(status);
    expect(challenge.deliveryFailure).toBe(failure);
  });

  it('of the same set come to the same in any order, however often each comes, and whenever ours is written', () => {
    const report = fc.oneof(
      fc.record({
        status: fc.constant('delivered' as const),
        at: fc.integer({ min: 0, max: 3 }).map(instant),
      }),
      fc.record({
        status: fc.constant('failed' as const),
        at: fc.integer({ min: 0, max: 3 }).map(instant),
        failure: fc.constantFrom(...DELIVERY_FAILURES),
      }),
    );
    const shuffled = fc
      .array(fc.oneof(report, fc.constant('not sent' as const)), { minLength: 1, maxLength: 6 })
      .chain((reports) => {
        const again = fc.array(fc.constantFrom(...reports), { maxLength: 4 });
        return fc.tuple(
          fc.constant(reports),
          again.chain((more) =>
            fc.shuffledSubarray([...reports, ...more], { minLength: reports.length + more.length }),
          ),
        );
      });
    const step = (challenge: Challenge, one: DeliveryReport | 'not sent'): Challenge =>
      one === 'not sent' ? notSent(challenge, 1) : withReport(challenge, 1, one);
    fc.assert(
      fc.property(shuffled, ([reports, anyOrder]) => {
        expect(anyOrder.reduce(step, sent)).toEqual(reports.reduce(step, sent));
      }),
    );
  });

  it('of an older send, or when nobody waits any more, change nothing; nor does one that says nothing new', () => {
    const again = resent(all(sent, failed(1)), 'sms', plus(NOW, 40_000));
    expect([again.deliveryStatus, again.deliveryFailure, again.reportedAt]).toEqual([
      'queued',
      undefined,
      undefined,
    ]);
    expect(withReport(again, 1, failed(50))).toBe(again);
    expect(withReport(again, 2, failed(50)).deliveryStatus).toBe('failed');
    const used: Challenge = { ...sent, closed: { reason: 'used', at: NOW } };
    expect(withReport(used, 1, failed(1))).toBe(used);
    const once = all(sent, delivered(1));
    expect(withReport(once, 1, delivered(1))).toBe(once);
  });

  it('know better than what we took for not sent, also when that is written after them', () => {
    expect(all(notSent(sent, 1), delivered(1)).deliveryStatus).toBe('delivered');
    const arrived = all(sent, delivered(1));
    expect(notSent(arrived, 1)).toBe(arrived);
    expect(notSent(sent, 2)).toBe(sent);
  });
});

describe('CODE-7 help', () => {
  const deliveries = ['email', 'sms', 'call'] as const;
  const reports = [
    undefined,
    delivered(1),
    ...DELIVERY_FAILURES.map((failure) => ({ ...failed(1), failure })),
  ];
  const cases = deliveries.flatMap((delivery) =>
    reports.map((report) => [delivery, report?.status ?? 'sent', report?.failure, report] as const),
  );

  it.each(cases)(
    'by %s, %s, %s: something to do, nothing twice, no other channel’s',
    (delivery, status, _, report) => {
      const challenge = report === undefined ? { ...sent, delivery } : all({ ...sent, delivery }, report);
      const help = deliveryHelp(challenge, toldDeliveryStatus(challenge));
      expect(toldDeliveryStatus(challenge)).toBe(status);
      expect(help.length).toBeGreaterThan(0);
      expect(new Set(help).size).toBe(help.length);
      const mail = ['check-junk-folder', 'check-spelling', 'same-provider', 'allow-sender'];
      const phone = ['check-number', 'check-country', 'unknown-callers-blocked', 'unknown-senders-blocked'];
      const others: readonly string[] = delivery === 'email' ? phone : mail;
      expect(help.filter((code) => others.includes(code))).toEqual([]);
      expect(help).not.toContain(delivery === 'call' ? 'try-call' : 'try-text');
    },
  );

  it('a proven contact is not told to check how it is written', () => {
    for (const delivery of deliveries) {
      const help = deliveryHelp({ ...sent, delivery, purpose: 'step-up' }, 'sent');
      for (const code of ['check-spelling', 'same-provider', 'check-number', 'check-country'])
        expect(help).not.toContain(code);
    }
  });

  it('there is none for a code that came, as it was used', () => {
    expect(deliveryHelp({ ...sent, closed: { reason: 'used', at: NOW } }, 'sent')).toEqual([]);
  });
});
