import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import {
  appPasswordSeen,
  findAppPassword,
  makeAppPassword,
  newAppPassword,
  readAppPassword,
  revokeAppPassword,
} from '../../src/domain/app-passwords.js';
import type { AppPasswordId } from '../../src/domain/identifiers.js';
import { DAY, MINUTE, plus } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { openWindow } from '../../src/domain/protection.js';
import type { Caller } from '../../src/domain/session.js';
import { account, active, contact, elevatedBy, ids, NOW, signedIn } from '../support/accounts.js';

const one = contact('one', active(10));
const id = (n: number) => `app ${n}` as AppPasswordId;
const drawn = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((b) => Buffer.from(b).toString('base64url'));

function made(from: Account, n = 0, caller: Caller = elevatedBy('one')) {
  const parts = { id: id(n), name: 'Mail', selector: `s${n}`, hash: 'hash' };
  return makeAppPassword(from, caller, parts, ids.eventId, NOW);
}
const codeOf = ({ outcome }: { outcome: { ok: boolean; refusal?: { code: string } } }) =>
  outcome.ok ? 'ok' : outcome.refusal?.code;

describe('APP-1 an app password', () => {
  it('has five groups of four, and is read however it is typed', () => {
    fc.assert(
      fc.property(
        drawn,
        fc.constantFrom('-', ' ', '', ' - ', '–'),
        fc.boolean(),
        (random, between, upper) => {
          const { secret, selector, shown } = newAppPassword(random);
          expect(shown).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(?:-[0-9a-hjkmnp-tv-z]{4}){4}$/);
          expect(shown.replaceAll('-', '')).toBe(selector + secret);
          expect(secret).toHaveLength(16);
          const typed = shown.replaceAll('-', between).replaceAll('0', 'O').replaceAll('1', 'l');
          expect(readAppPassword(upper ? typed.toUpperCase() : typed)).toEqual({ selector, secret });
        },
      ),
    );
  });

  it('every one of its characters is drawn: of two that differ in one, the passwords differ', () => {
    const all = new Set<string>();
    for (let n = 0; n < 2000; n += 1)
      all.add(
        newAppPassword(Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')).shown,
      );
    expect(all.size).toBe(2000);
    for (let at = 0; at < 20; at += 1)
      expect(new Set([...all].map((text) => text.replaceAll('-', '')[at])).size).toBe(32);
  });

  it.each([
    '',
    '123456',
    'correct horse battery',
    'abcd-efgh-jkmn-pqrs',
    'abcd-efgh-jkmn-pqrs-tuvw',
    'abcd-efgh-jkmn-pqrs-tv!w',
  ])('%s is none', (typed) => {
    expect(readAppPassword(typed)).toBeUndefined();
  });

  it('is made with a step-up, outside a window, and every contact is told', () => {
    const from = account(one, contact('two', active(1), 'phone'));
    const { change } = made(from);
    expect(change?.account.appPasswords).toEqual([
      { id: id(0), name: 'Mail', selector: 's0', hash: 'hash', createdAt: NOW },
    ]);
    expect(change?.events[0]?.happened).toMatchObject({ kind: 'app-password-made', tell: ['one', 'two'] });
    expect(codeOf(made(from, 0, signedIn()))).toBe('step-up-required');
    const window = openWindow(ids.windowId, 'all-removed', NOW, policy);
    expect(codeOf(made({ ...from, protection: { kind: 'protected', window } }))).toBe('account-protected');
  });

  it.each([
    [19, 'ok'],
    [20, 'too-many-app-passwords'],
    [21, 'too-many-app-passwords'],
  ])('after %s of them one more: %s', (count, code) => {
    const appPasswords = Array.from({ length: count }, (_, n) => ({
      id: id(n),
      name: 'Mail',
      selector: `s${n}`,
      hash: 'hash',
      createdAt: NOW,
    }));
    expect(codeOf(made({ ...account(one), appPasswords }, 99))).toBe(code);
  });

  it('is noted as used once a day, and gone once it is revoked', () => {
    const from = made(account(one)).change!.account;
    const used = appPasswordSeen(from, id(0), NOW)!;
    expect(used.appPasswords[0]?.lastUsedAt).toBe(NOW);
    expect(appPasswordSeen(used, id(0), plus(NOW, DAY - 1))).toBeUndefined();
    expect(appPasswordSeen(used, id(0), plus(NOW, DAY))?.appPasswords[0]?.lastUsedAt).toBe(plus(NOW, DAY));
    const revoke = (caller: Caller, which = id(0)) =>
      revokeAppPassword(used, caller, which, ids.eventId, plus(NOW, MINUTE));
    expect(codeOf(revoke(signedIn()))).toBe('step-up-required');
    expect(codeOf(revoke(elevatedBy('one'), id(1)))).toBe('not-found');
    const left = revoke(elevatedBy('one')).change!.account;
    expect(findAppPassword(left, 's0')).toBeUndefined();
  });
});
