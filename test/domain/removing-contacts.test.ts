import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contactsIn, type Account } from '../../src/domain/account.js';
import type { Contact } from '../../src/domain/contact.js';
import type { ContactId } from '../../src/domain/identifiers.js';
import { DAY, plus, type Instant } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { removeAllContacts, removeContact } from '../../src/domain/removing-contacts.js';
import { settle } from '../../src/domain/settled-account.js';
import { account, active, contact, elevatedBy, ids, NOW, signedIn } from '../support/accounts.js';

const acknowledged = { acknowledged: true, ids };
const plainly = { acknowledged: false, ids };
const elder = contact('elder', active(30));
const other = contact('other', active(20));
const newcomer = contact('newcomer', active(1));

function remove(from: Account, id: string, by: string, how = plainly, now: Instant = NOW) {
  return removeContact(from, elevatedBy(by), id as ContactId, how, now, policy);
}

describe('removing', () => {
  it('RMV-1 without a step-up it is refused, with the contacts that can give one', () => {
    const { change, outcome } = removeContact(account(elder), signedIn(), elder.id, plainly, NOW, policy);
    expect(outcome).toMatchObject({
      ok: false,
      refusal: { code: 'step-up-required', contacts: [{ id: 'elder' }] },
    });
    expect(change).toBeUndefined();
  });

  it('RMV-1 a step-up that is over is none', () => {
    const caller = elevatedBy('elder');
    const over = caller.elevation?.until ?? NOW;
    const at = (now: Instant) =>
      removeContact(account(elder, other), caller, other.id, plainly, now, policy).outcome;
    expect(at(plus(over, -1)).ok).toBe(true);
    expect(at(over)).toMatchObject({ refusal: { code: 'step-up-required' } });
  });

  it('RMV-2 one of several goes at once, and can be brought back for seven days', () => {
    const { change } = remove(account(elder, other), 'other', 'elder');
    const removed = change?.account.contacts.find(({ id }) => id === 'other');
    expect(removed?.state).toMatchObject({ kind: 'removed', undoUntil: plus(NOW, 7 * DAY) });
    expect(change?.account.protection.kind).toBe('normal');
  });

  it('RMV-3 the last one needs the acknowledgement and opens the window', () => {
    const from = account(elder);
    expect(remove(from, 'elder', 'elder').outcome).toMatchObject({
      refusal: { code: 'last-contact', reason: 'last-contact' },
    });
    const { change } = remove(from, 'elder', 'elder', acknowledged);
    expect(change?.account.protection).toMatchObject({
      kind: 'protected',
      window: { id: 'new window', reason: 'all-removed', endsAt: plus(NOW, 30 * DAY) },
    });
    expect(change?.events).toMatchObject([{ happened: { kind: 'protection-started', retired: ['elder'] } }]);
  });

  it('RMV-3 what was removed one by one shortly before is retired with the last', () => {
    const first = remove(account(elder, other), 'other', 'elder').change?.account ?? account();
    const { change } = remove(first, 'elder', 'elder', acknowledged);
    expect(change?.account.contacts.map(({ state }) => state.kind)).toEqual(['retired', 'retired']);
  });

  it.each([
    [plus(NOW, 0), 6.999, 'probation'],
    [plus(NOW, 0), 7, undefined],
    [plus(NOW, 0), 7.001, undefined],
  ])('RMV-4 a newcomer of %s, %s days old, removing an elder: %s', (now, days, reason) => {
    const by = contact('newcomer', active(days));
    const { outcome } = remove(account(elder, by), 'elder', 'newcomer', plainly, now);
    if (reason === undefined) expect(outcome.ok).toBe(true);
    else expect(outcome).toMatchObject({ refusal: { code: 'last-contact', reason } });
  });

  it('RMV-4 acknowledged, it is a replacement: a window, the elder retired, the newcomer kept', () => {
    const { change } = remove(account(elder, newcomer), 'elder', 'newcomer', acknowledged);
    expect(change?.account.protection).toMatchObject({ window: { reason: 'replacement' } });
    expect(change?.account.contacts.map(({ state }) => state.kind)).toEqual(['retired', 'active']);
  });

  it('RMV-4 a newcomer may remove another newcomer', () => {
    const second = contact('second', active(2));
    expect(remove(account(elder, newcomer, second), 'second', 'newcomer').outcome.ok).toBe(true);
  });

  it('WIN-2 nothing can be removed during a window', () => {
    const open = remove(account(elder), 'elder', 'elder', acknowledged).change?.account ?? account();
    expect(remove(open, 'elder', 'elder', acknowledged).outcome).toMatchObject({
      refusal: { code: 'account-protected', endsAt: plus(NOW, 30 * DAY) },
    });
  });

  it('RMV-3 without any active contact there is nothing to protect', () => {
    const { change, outcome } = removeAllContacts(account(), signedIn(), plainly, NOW, policy);
    expect(outcome.ok).toBe(true);
    expect(change?.account.protection.kind).toBe('normal');
  });
});

const days = fc.integer({ min: 0, max: 60 });
const someContacts = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })
  .chain((names) => fc.tuple(...names.map((name) => days.map((age): Contact => contact(name, active(age))))));

describe('whatever is removed, in whatever order', () => {
  it('RMV-3 RMV-4 WIN-5 an account never stands without a contact and without a window', () => {
    const step = fc.record({
      target: fc.nat(4),
      by: fc.nat(4),
      acknowledged: fc.boolean(),
      all: fc.boolean(),
    });
    fc.assert(
      fc.property(someContacts, fc.array(step, { maxLength: 8 }), (contacts, steps) => {
        let state = account(...contacts);
        for (const { acknowledged: knows, all, by, target } of steps) {
          const caller = elevatedBy(contacts[by % contacts.length]?.id ?? '');
          const id = contacts[target % contacts.length]?.id ?? ('' as ContactId);
          const how = { acknowledged: knows, ids };
          const decision = all
            ? removeAllContacts(state, caller, how, NOW, policy)
            : removeContact(state, caller, id, how, NOW, policy);
          state = decision.change?.account ?? state;
          expect(contactsIn(state, 'active').length > 0 || state.protection.kind === 'protected').toBe(true);
        }
        const after = settle(state, plus(NOW, 30 * DAY), policy).account;
        expect(after.protection.kind).toBe(
          contactsIn(state, 'active').length > 0 ? 'normal' : 'awaiting-info',
        );
      }),
    );
  });
});
