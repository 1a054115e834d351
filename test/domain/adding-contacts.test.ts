import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import { addContact } from '../../src/domain/adding-contacts.js';
import type { AddressFingerprint } from '../../src/domain/contact-address.js';
import { HOUR, plus } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { settle } from '../../src/domain/settled-account.js';
import { account, active, contact, elevatedBy, ids, NOW, signedIn } from '../support/accounts.js';

const one = contact('one', active(30));

describe('adding', () => {
  it('ADD-7 needs a step-up while there is an active contact', () => {
    const named = { ...one, fingerprint: 'new' as AddressFingerprint };
    const add = (from: Account, caller = signedIn()) =>
      addContact(from, caller, named, ids, 1, NOW, policy).outcome;
    expect(add(account())).toMatchObject({ ok: true });
    expect(add(account(one))).toMatchObject({ refusal: { code: 'step-up-required' } });
    expect(add(account(one), elevatedBy('one'))).toMatchObject({ ok: true });
  });

  it.each([
    [8, true],
    [9, true],
    [10, false],
  ])('ADD-6 with %s contacts there already: %s', (count, works) => {
    const contacts = Array.from({ length: count }, (_, n) => contact(`c${n}`, active(30)));
    const named = { ...one, fingerprint: 'new' as AddressFingerprint };
    const { outcome } = addContact(account(...contacts), elevatedBy('c0'), named, ids, 1, NOW, policy);
    expect(outcome).toMatchObject(
      works ? { ok: true } : { refusal: { code: 'too-many-contacts', limit: 10 } },
    );
  });

  it('ADD-5 naming again replaces the pending one, and a pending one is gone after a day', () => {
    const pending = contact('typo', { kind: 'pending', expiresAt: plus(NOW, 24 * HOUR) });
    const named = { ...one, fingerprint: 'new' as AddressFingerprint };
    const { change } = addContact(account(pending), signedIn(), named, ids, 1, NOW, policy);
    expect(change?.account.contacts.map(({ id }) => id)).toEqual([ids.contactId]);
    const left = (later: number) =>
      settle(account(pending), plus(NOW, later), policy).account.contacts.length;
    expect([left(24 * HOUR - 1), left(24 * HOUR)]).toEqual([1, 0]);
  });
});
