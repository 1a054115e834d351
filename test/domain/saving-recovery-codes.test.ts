import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Requester } from '../../src/domain/code-ledger.js';
import type { AccountId, GrantId, RecoveryId, WindowId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, MINUTE, plus } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { savedRecoveryCode, typedRecoveryCode } from '../../src/domain/saved-recovery-code.js';
import { countTry, saveRecoveryCode, useRecoveryCode } from '../../src/domain/saving-recovery-codes.js';
import { shadowAccount } from '../../src/domain/shadow-account.js';
import { active, contact, elevatedBy, ids, NOW, signedIn, withPassword } from '../support/accounts.js';

const id = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString('base64url'));

describe('the code that is kept on paper', () => {
  it('REC-5 25 characters without look-alikes, and typed back it is the same', () => {
    fc.assert(
      fc.property(id, id, (one, other) => {
        const { plain, shown } = savedRecoveryCode([one, other]);
        expect(shown).toMatch(/^(?:[34679ACDEFGHJKMNPQRTVWXY]{5}-){4}[34679ACDEFGHJKMNPQRTVWXY]{5}$/);
        for (const typed of [shown, shown.toLowerCase(), plain, ` ${shown.replaceAll('-', ' – ')}\t`])
          expect(typedRecoveryCode(typed)).toBe(plain);
        const wide = [...shown].map((c) =>
          c === '-' ? '－' : String.fromCodePoint(c.codePointAt(0)! + 0xfee0),
        );
        expect(typedRecoveryCode(wide.join(''))).toBe(plain);
      }),
    );
  });

  it('REC-5 every bit of the first hundred tells', () => {
    const bytes = Buffer.alloc(16);
    const codes = new Set<string>();
    for (let bit = 0; bit < 128; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      codes.add(savedRecoveryCode([bytes.toString('base64url'), flipped.toString('base64url')]).plain);
    }
    expect(codes.size).toBeGreaterThan(110);
  });

  it('REC-5 making one needs a step-up and no window, and tells every contact', () => {
    const holder = withPassword(contact('one', active(30)), contact('two', active(30)));
    const make = (from = holder, caller = elevatedBy('one')) =>
      saveRecoveryCode(from, caller, 'hash', ids.eventId, NOW);
    expect(make().change).toMatchObject({
      account: { recoveryCode: { hash: 'hash', createdAt: NOW } },
      events: [{ happened: { kind: 'recovery-code-made', tell: ['one', 'two'] } }],
    });
    expect(make(holder, signedIn()).outcome).toMatchObject({ refusal: { code: 'step-up-required' } });
    expect(make(inWindow(holder)).outcome).toMatchObject({ refusal: { code: 'account-protected' } });
  });

  it('REC-5 WIN-2 it works once, replaces itself, and never in a window', () => {
    const holder = {
      ...withPassword(contact('one', active(30))),
      recoveryCode: { hash: 'old', createdAt: NOW },
    };
    const use = {
      ...{ compared: 'old', nextHash: 'new', recoveryId: 'r' as RecoveryId, device: undefined },
      ...{ grantId: 'grant' as GrantId, eventId: ids.eventId },
    };
    const first = useRecoveryCode(holder, use, NOW, policy);
    expect(first.outcome).toEqual({ ok: true, value: { grantId: 'grant' } });
    expect(first.change).toMatchObject({
      account: { recoveryCode: { hash: 'new' }, recoveryGrant: { id: 'grant', by: [] } },
      events: [{ happened: { kind: 'recovery-code-used', tell: ['one'] } }],
    });
    expect(useRecoveryCode(first.change!.account, use, NOW, policy).outcome.ok).toBe(false);
    expect(useRecoveryCode(inWindow(holder), use, NOW, policy).outcome.ok).toBe(false);
    const { recoveryCode: _, ...without } = holder;
    expect(useRecoveryCode(without, use, NOW, policy).outcome.ok).toBe(false);
  });

  it('REC-5 STD-1 by the letter with two-step verification it is one of two', () => {
    const holder = {
      ...withPassword(contact('one', active(30))),
      ...{ recoveryCode: { hash: 'old', createdAt: NOW }, twoStepVerification: { since: NOW } },
    };
    const use = {
      ...{ compared: 'old', nextHash: 'new', recoveryId: 'r' as RecoveryId, device: undefined },
      ...{ grantId: 'grant' as GrantId, eventId: ids.eventId },
    };
    expect(useRecoveryCode(holder, use, NOW, policy).outcome).toMatchObject({ value: { grantId: 'grant' } });
    expect(useRecoveryCode(holder, use, NOW, { ...policy, strict: true }).outcome).toMatchObject({
      ok: true,
      value: { needs: { contacts: [{ id: 'one' }], recoveryCode: false } },
    });
  });
});

describe('tries', () => {
  const shadow = shadowAccount('shadow' as AccountId, NOW);
  const tryOften = (times: number, requester = 'somebody') => {
    let [account, last]: [typeof shadow, ReturnType<typeof countTry>] = [
      shadow,
      countTry(shadow, requester as Requester, NOW, policy),
    ];
    for (let n = 0; n < times; n += 1) {
      last = countTry(account, requester as Requester, NOW, policy);
      account = last.change?.account ?? account;
    }
    return { account, outcome: last.outcome };
  };

  it('REC-5 CODE-3 ten in an hour, then the requester waits, and nobody else does', () => {
    const most = policy.failuresBeforeCoolDown;
    expect(tryOften(most - 1).outcome).toMatchObject({ value: { attemptsRemaining: 1 } });
    expect(tryOften(most).outcome).toMatchObject({ value: { attemptsRemaining: 0 } });
    expect(tryOften(most + 1).outcome).toMatchObject({ refusal: { code: 'too-many-attempts' } });
    const { account } = tryOften(most);
    expect(countTry(account, 'other' as Requester, NOW, policy).outcome).toMatchObject({ ok: true });
    expect(countTry(account, 'somebody' as Requester, plus(NOW, MINUTE), policy).outcome.ok).toBe(true);
    expect(countTry(account, 'somebody' as Requester, plus(NOW, HOUR + DAY), policy).outcome).toMatchObject({
      value: { attemptsRemaining: most - 1 },
    });
  });
});

function inWindow<T extends ReturnType<typeof withPassword>>(from: T): T {
  const window = {
    ...{ id: 'w' as WindowId, reason: 'all-removed', startedAt: NOW, endsAt: plus(NOW, DAY) },
  } as const;
  return { ...from, protection: { kind: 'protected', window } };
}
