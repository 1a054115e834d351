import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import type { DeviceId } from '../../src/domain/identifiers.js';
import { DAY, MINUTE, plus, SECOND, type Instant } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { openWindow } from '../../src/domain/protection.js';
import { settle } from '../../src/domain/settled-account.js';
import type { DeviceToken, DeviceTokenHash, PresentedDevice } from '../../src/domain/trusted-device.js';
import {
  deviceSeen,
  deviceStanding,
  revokeDevice,
  trustDevice,
  useDevice,
} from '../../src/domain/trusting-devices.js';
import { account, active, contact, elevatedBy, ids, NOW, signedIn } from '../support/accounts.js';

const deviceId = 'device' as DeviceId;
const fresh = (name: string | number) => ({
  token: `token ${name}` as DeviceToken,
  tokenHash: `hash ${name}` as DeviceTokenHash,
});
const shows = (name: string | number): PresentedDevice => ({ deviceId, tokenHash: fresh(name).tokenHash });
const one = contact('one', active(10));
const trusted = (id: DeviceId = deviceId, at = NOW, from = account(one)): Account =>
  trustDevice(from, { id, fresh: fresh(0) }, at).account;

describe('DEV-1 a trusted device', () => {
  it('is kept with its hash alone, and told of', () => {
    const { account: changed, events } = trustDevice(
      account(one),
      { id: deviceId, name: 'Tablet', fresh: fresh(0) },
      NOW,
    );
    expect(changed.devices).toEqual([
      { id: deviceId, unused: ['hash 0'], spent: [], name: 'Tablet', trustedAt: NOW, lastUsedAt: NOW },
    ]);
    expect(events.map(({ happened }) => happened)).toEqual([{ kind: 'device-trusted', deviceId }]);
  });

  it('its token changes at every use', () => {
    const later = plus(NOW, DAY);
    const used = useDevice(trusted(), shows(0), fresh(1), later);
    expect(used).toMatchObject({ trusted: true, deviceToken: 'token 1', events: [] });
    expect(used.account.devices[0]).toMatchObject({ lastUsedAt: later, unused: ['hash 1'] });
  });

  it.each([
    ['a moment later', 0, true],
    ['2 minutes less a moment later', 2 * MINUTE - 1, true],
    ['2 minutes later', 2 * MINUTE, false],
    ['a day later', DAY, false],
  ])('a used token shown again %s', (_, after, good) => {
    const at = plus(NOW, after);
    const { account: used } = useDevice(trusted(), shows(0), fresh(1), NOW);
    expect(deviceStanding(used, shows(0), at)).toBe(good ? 'trusted' : 'used-up');
    const again = useDevice(used, shows(0), fresh(2), at);
    expect(again.trusted).toBe(good);
    expect(again.account.devices).toHaveLength(good ? 1 : 0);
    expect(again.events.map(({ happened }) => happened)).toEqual(
      good ? [] : [{ kind: 'device-revoked', deviceId, reason: 'reused' }],
    );
  });

  it('of two answers to one token whichever arrived is good, and the other no more once that is used', () => {
    const first = useDevice(trusted(), shows(0), fresh(1), NOW).account;
    const both = useDevice(first, shows(0), fresh(2), plus(NOW, SECOND)).account;
    for (const [arrived, lost] of [
      [1, 2],
      [2, 1],
    ] as const) {
      const at = plus(NOW, DAY);
      const next = useDevice(both, shows(arrived), fresh(3), at);
      expect(next.trusted).toBe(true);
      expect(deviceStanding(next.account, shows(lost), plus(at, 2 * MINUTE))).toBe('used-up');
    }
  });

  it('what is no device of the account changes nothing', () => {
    const from = trusted();
    const stranger = { deviceId: 'other' as DeviceId, tokenHash: fresh(0).tokenHash };
    expect(useDevice(from, stranger, fresh(1), NOW)).toEqual({ account: from, events: [], trusted: false });
    expect(useDevice(from, undefined, fresh(1), NOW)).toEqual({ account: from, events: [], trusted: false });
    expect(deviceStanding(from, undefined, NOW)).toBe('unknown');
    expect(deviceStanding(from, stranger, NOW)).toBe('unknown');
  });

  it.each([
    ['59 days', 59 * DAY, 1],
    ['60 days less a moment', 60 * DAY - 1, 1],
    ['60 days', 60 * DAY, 0],
    ['61 days', 61 * DAY, 0],
  ])('unused for %s: %#', (_, after, left) => {
    expect(settle(trusted(), plus(NOW, after), policy).account.devices).toHaveLength(left);
  });

  it('a gate notes its use once a day', () => {
    const from = trusted();
    expect(deviceSeen(from, deviceId, plus(NOW, DAY - 1))).toBeUndefined();
    expect(deviceSeen(from, deviceId, plus(NOW, DAY))?.devices[0]).toMatchObject({
      lastUsedAt: plus(NOW, DAY),
      unused: ['hash 0'],
    });
  });

  it.each([49, 50, 51])('of %s devices at most 50 are kept, the longest unused goes', (count) => {
    let from: Account = account(one);
    for (let n = 0; n < count; n += 1) from = trusted(`d${n}` as DeviceId, plus(NOW, n), from);
    expect(from.devices).toHaveLength(Math.min(50, count));
    expect(from.devices.some(({ id }) => id === 'd0')).toBe(count <= 50);
    expect(from.devices.some(({ id }) => id === `d${count - 1}`)).toBe(true);
  });

  it('revoked by its holder it is gone, with a step-up alone and never in a window', () => {
    const from = trusted();
    const { change } = revokeDevice(from, elevatedBy('one'), deviceId, NOW);
    expect(change?.account.devices).toEqual([]);
    expect(change?.events[0]?.happened).toEqual({ kind: 'device-revoked', deviceId, reason: 'holder' });
    const codeFor = (account: Account, caller = elevatedBy('one'), id = deviceId) => {
      const { outcome } = revokeDevice(account, caller, id, NOW);
      return outcome.ok ? 'ok' : outcome.refusal.code;
    };
    expect(codeFor(from, signedIn())).toBe('step-up-required');
    expect(codeFor(from, elevatedBy('one'), 'other' as DeviceId)).toBe('not-found');
    const window = openWindow(ids.windowId, 'all-removed', NOW, policy);
    expect(codeFor({ ...from, protection: { kind: 'protected', window } })).toBe('account-protected');
  });
});

interface Step {
  /** Which of the tokens given out so far is shown, counted from the newest. */
  readonly back: number;
  readonly after: number;
}
const story = fc.array(
  fc.record({
    back: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 4 })),
    after: fc.oneof(
      fc.integer({ min: 0, max: 5 * MINUTE }),
      fc.constantFrom(2 * MINUTE - 1, 2 * MINUTE, DAY),
    ),
  }),
  { maxLength: 30 },
) as fc.Arbitrary<readonly Step[]>;

describe('DEV-1 however its tokens are shown', () => {
  it('a token first used two minutes ago or more opens nothing and ends the device; one never used always opens', () => {
    fc.assert(
      fc.property(story, (steps) => {
        let now: Instant = NOW;
        let from = trusted();
        const given = [0];
        const firstUsed = new Map<number, Instant>();
        for (const { after, back } of steps) {
          now = plus(now, after);
          const shown = given.at(-1 - back);
          if (shown === undefined) continue;
          const next = given.length;
          const used = useDevice(from, shows(shown), fresh(next), now);
          const usedAt = firstUsed.get(shown);
          if (usedAt !== undefined && now >= plus(usedAt, 2 * MINUTE)) expect(used.trusted).toBe(false);
          // The newest was given by the last use, so nothing has made it the past.
          if (back === 0) expect(used.trusted).toBe(true);
          expect(used.account.devices).toHaveLength(used.trusted ? 1 : 0);
          if (!used.trusted) return;
          firstUsed.set(shown, usedAt ?? now);
          given.push(next);
          from = used.account;
          expect(from.devices[0]?.unused.length).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 500 },
    );
  });
});
