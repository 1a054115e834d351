import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import { codesReached, withCodeCounted } from '../../src/domain/codes-sent.js';
import { DAY, HOUR, MINUTE, plus, type Instant } from '../../src/domain/instant.js';
import { withNumbers } from '../../src/domain/limits.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { settle } from '../../src/domain/settled-account.js';
import { account, NOW } from '../support/accounts.js';

function counted(times: number, at: Instant = NOW, from: Account = account()): Account {
  return Array.from({ length: times }).reduce<Account>(
    (one) => withCodeCounted(one, 'codesSent', at, policy),
    from,
  );
}

describe('codes that went out for an account', () => {
  it.each([
    [59, true],
    [60, false],
    [61, false],
  ])('CODE-5 with %i in the hour there is room for one more: %s', (count, hasRoom) => {
    const from = counted(count);
    const until = plus(NOW, HOUR + MINUTE);
    expect(codesReached(from, 'codesSent', NOW, policy)).toEqual(
      hasRoom ? undefined : { of: 'account', until },
    );
    expect(codesReached(from, 'codesSent', until, policy)).toBeUndefined();
  });

  it.each([
    [199, true],
    [200, false],
    [201, false],
  ])('CODE-5 with %i in the day there is room for one more: %s', (count, hasRoom) => {
    const from = counted(count);
    const later = plus(NOW, 2 * HOUR);
    const until = plus(NOW, DAY + DAY / 60);
    expect(codesReached(from, 'codesSent', later, policy)).toEqual(
      hasRoom ? undefined : { of: 'account', until },
    );
    expect(codesReached(from, 'codesSent', until, policy)).toBeUndefined();
  });

  it('CODE-5 other numbers hold for what was counted before', () => {
    const numbers = [{ action: 'send', key: 'account', window: HOUR, limit: 3 }] as const;
    const stricter = { ...policy, limits: withNumbers(policy.limits, numbers) };
    expect(codesReached(counted(2), 'codesSent', NOW, stricter)).toBeUndefined();
    expect(codesReached(counted(3), 'codesSent', NOW, stricter)).toMatchObject({ of: 'account' });
  });

  it('CODE-5 those of recoveries, which strangers may ask for, take none of the holder’s', () => {
    const full = Array.from({ length: 60 }).reduce<Account>(
      (one) => withCodeCounted(one, 'recoveryCodesSent', NOW, policy),
      account(),
    );
    expect(codesReached(full, 'recoveryCodesSent', NOW, policy)).toMatchObject({ of: 'account' });
    expect(codesReached(full, 'codesSent', NOW, policy)).toBeUndefined();
    expect(codesReached(counted(60), 'recoveryCodesSent', NOW, policy)).toBeUndefined();
    expect(settle(full, NOW, policy).account.recoveryCodesSent).toEqual(full.recoveryCodesSent);
    expect('recoveryCodesSent' in settle(full, plus(NOW, DAY + DAY / 60), policy).account).toBe(false);
  });

  it('CODE-5 an account stored before they were counted with it has sent none', () => {
    expect('codesSent' in account()).toBe(false);
    expect(codesReached(account(), 'codesSent', NOW, policy)).toBeUndefined();
  });

  it('are kept as long as one of them counts, and no longer', () => {
    const kept = (from: Account, at: Instant) => settle(from, at, policy).account.codesSent;
    const from = counted(1);
    const end = plus(NOW, DAY + DAY / 60);
    expect(kept(from, plus(end, -1))).toEqual(from.codesSent);
    expect('codesSent' in settle(from, end, policy).account).toBe(false);
    expect(kept(counted(1, plus(NOW, HOUR), from), end)).toBeDefined();
  });

  it('stay small: a sixtieth of a window is one number, however many they are', () => {
    let from = account();
    for (let at = NOW; at < plus(NOW, 2 * DAY); at = plus(at, 5 * MINUTE)) from = counted(1, at, from);
    expect(JSON.stringify(from.codesSent).length).toBeLessThan(2000);
    expect(JSON.stringify(counted(1).codesSent).length).toBeLessThan(130);
  });
});
