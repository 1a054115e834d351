import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import { addContact } from '../../src/domain/adding-contacts.js';
import type { Contact } from '../../src/domain/contact.js';
import type { EventId } from '../../src/domain/identifiers.js';
import { DAY, plus } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { cancelProtection } from '../../src/domain/protection-changes.js';
import { removeContact } from '../../src/domain/removing-contacts.js';
import { replaceContacts, requestReplacement } from '../../src/domain/replacing-contacts.js';
import { undoRemoval } from '../../src/domain/undoing-removals.js';
import {
  account,
  active,
  contact,
  elevatedBy,
  ids,
  NOW,
  signedIn,
  named,
  withPassword,
} from '../support/accounts.js';

const disabledOne = contact('disabled', { kind: 'disabled', disabledAt: NOW, was: active(50) });
const newcomer = contact('newcomer', { kind: 'pending', expiresAt: plus(NOW, DAY), replaces: true });

function replaced(...olds: readonly Contact[]) {
  const from = withPassword(...olds, newcomer);
  return replaceContacts(from, newcomer as never, ids, NOW, policy).account;
}

const states = (from: Account) => Object.fromEntries(from.contacts.map(({ id, state }) => [id, state.kind]));

describe('REP-1 replacing', () => {
  it.each([
    ['an active contact', [contact('old', active(50))], undefined],
    ['only a disabled one', [disabledOne], undefined],
    ['none', [], 'nothing-to-replace'],
    [
      'only a pending one',
      [contact('p', { kind: 'pending', expiresAt: plus(NOW, DAY) })],
      'nothing-to-replace',
    ],
  ])('with %s', (_, contacts, code) => {
    const { outcome } = requestReplacement(account(...contacts), named('x'), ids, 1, NOW, policy);
    expect(outcome.ok ? undefined : outcome.refusal.code).toBe(code);
  });

  it('retires all others, disabled and shortly removed ones included, and keeps the newcomer', () => {
    const removed = contact('removed', {
      kind: 'removed',
      removalId: ids.removalId,
      removedAt: plus(NOW, -DAY),
      undoUntil: plus(NOW, 6 * DAY),
      was: active(50),
    });
    expect(states(replaced(contact('old', active(50)), disabledOne, removed))).toEqual({
      old: 'retired',
      disabled: 'retired',
      removed: 'retired',
      newcomer: 'active',
    });
  });

  it('REP-4 cancelled, the newcomer goes, every session ends and only the eldest lead to a new password', () => {
    const from = replaced(contact('old', active(50)), contact('other', active(3)));
    const change = cancelProtection(from, ids.windowId, undefined, ids, plus(NOW, DAY), policy);
    expect(change && states(change.account)).toEqual({ old: 'active', other: 'active' });
    expect(change?.account).toMatchObject({ sessions: [], newPassword: { by: ['old'] } });
    expect(change?.events.map(({ happened }) => happened.kind)).toEqual([
      'protection-cancelled',
      'new-password-needed',
    ]);
  });

  it('REP-4 RMV-4 an elder thrown out by a contact on probation comes back without it', () => {
    const from = withPassword(contact('elder', active(50)), contact('young', active(1)));
    const removing = { acknowledged: true, ids };
    const { change } = removeContact(from, elevatedBy('young'), 'elder' as never, removing, NOW, policy);
    const cancelled =
      change && cancelProtection(change.account, ids.windowId, undefined, ids, plus(NOW, DAY), policy);
    expect(cancelled && states(cancelled.account)).toEqual({ elder: 'active' });
  });

  it('WIN-4 a window after removing everything is cancelled without suspicion', () => {
    const from = withPassword(contact('last', active(50)));
    const { change } = removeContact(
      from,
      elevatedBy('last'),
      'last' as never,
      { acknowledged: true, ids },
      NOW,
      policy,
    );
    const cancelled =
      change && cancelProtection(change.account, ids.windowId, undefined, ids, plus(NOW, DAY), policy);
    expect(cancelled?.account.newPassword).toBeUndefined();
    expect(cancelled?.account.sessions).toHaveLength(1);
  });
});

describe('CODE-3 ADD-7 a hundred wrong codes do not open what a right one does', () => {
  const from = account(disabledOne);
  const add = (name: string) => addContact(from, signedIn(), named(name), ids, 1, NOW, policy).outcome;

  it('another address needs a step-up though nothing can give one; the same address does not', () => {
    expect(add('stranger')).toMatchObject({ refusal: { code: 'step-up-required', contacts: [] } });
    expect(add('disabled').ok).toBe(true);
  });

  it('the disabled contact can’t be removed without one', () => {
    const { outcome } = removeContact(
      from,
      signedIn(),
      disabledOne.id,
      { acknowledged: false, ids },
      NOW,
      policy,
    );
    expect(outcome).toMatchObject({ refusal: { code: 'step-up-required' } });
  });
});

describe('RMV-5 undoing', () => {
  const removedAt = plus(NOW, -DAY);
  const removed = contact('removed', {
    kind: 'removed',
    removalId: ids.removalId,
    removedAt,
    undoUntil: plus(removedAt, policy.undoRemoval),
    was: active(50),
  });
  const undo = (from: Account, now = NOW) =>
    undoRemoval(from, ids.removalId, { eventId: 'undone' as EventId }, now, policy);

  it('trusts the restored contact and those proven a probation before the removal, not later ones', () => {
    const from = withPassword(removed, contact('elder', active(8)), contact('later', active(7)));
    expect(undo(from).change?.account.newPassword?.by).toEqual(['elder', 'removed']);
  });

  it('is closed for another removal, and after a window erased the contact', () => {
    expect(undo(withPassword(contact('elder', active(8)))).outcome).toMatchObject({
      refusal: { code: 'undo-closed' },
    });
  });

  it('says so in an event where the password is somebody else’s', () => {
    const { change } = undo(account(removed));
    expect(change?.account.newPassword).toBeUndefined();
    expect(change?.events.map(({ happened }) => happened.kind)).toContain('new-password-needed');
  });
});
