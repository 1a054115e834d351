import { describe, expect, it } from 'vitest';
import { contactsIn, type Account } from '../../src/domain/account.js';
import { addContact } from '../../src/domain/adding-contacts.js';
import { askForCode } from '../../src/domain/asking-for-codes.js';
import type { ChallengeId, ContactId, EventId, RemovalId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, plus, SECOND, type Instant } from '../../src/domain/instant.js';
import { judgeCode, type TypedAnswer } from '../../src/domain/judging-codes.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { cancelByLink, startProtection } from '../../src/domain/protection-changes.js';
import { removeAllContacts, removeContact } from '../../src/domain/removing-contacts.js';
import { requestReplacement } from '../../src/domain/replacing-contacts.js';
import { settle } from '../../src/domain/settled-account.js';
import { undoRemoval } from '../../src/domain/undoing-removals.js';
import {
  account,
  active,
  contact,
  elevatedBy,
  ids,
  NOW,
  REQUESTER,
  signedIn,
  named,
  withPassword,
} from '../support/accounts.js';

const typed = (right: boolean, challengeId: string): TypedAnswer => ({
  challengeId: challengeId as ChallengeId,
  requester: REQUESTER,
  matches: () => right,
  reference: () => 'AAAA' as never,
  ids,
});

/** Asks for a replacement and proves it. */
function replaced(from: Account): Account {
  const asked = requestReplacement(from, named('mallory'), ids, 1, NOW, policy).change?.account;
  return (
    judgeCode(asked ?? from, typed(true, ids.challengeId), plus(NOW, SECOND), policy).change?.account ?? from
  );
}

/** Asks for as many codes as the limits let through, and types wrong ones, for so many hours. */
function guessing(from: Account, contactId: string, purpose: 'recover' | 'cancel-protection', hours: number) {
  let [now, current, judged]: [Instant, Account, number] = [plus(NOW, DAY), from, 0];
  for (let n = 0; n < hours * 20; n += 1) {
    now = plus(now, n % 20 === 0 ? HOUR : SECOND);
    const challengeId = `asked ${n}` as ChallengeId;
    const request = { contactId: contactId as ContactId, purpose, challengeId, keyVersion: 1 };
    const asked = askForCode(settle(current, now, policy).account, request, now, policy);
    if (!asked.outcome.ok || asked.change === undefined) continue;
    current = asked.change.account;
    const answer = judgeCode(current, typed(false, challengeId), now, policy);
    if (!answer.outcome.ok && answer.outcome.refusal.code === 'wrong-code') judged += 1;
    current = answer.change?.account ?? current;
  }
  return { account: current, judged, now };
}

const by = (change: { account: Account } | undefined) => change?.account.newPassword?.by;
const linked = { eventId: 'linked' as EventId };
const acknowledged = { acknowledged: true, ids };

describe('REP-4 RMV-5 who leads to the new password', () => {
  it('not what was planted shortly before a replacement', () => {
    const from = replaced(withPassword(contact('ada', active(100)), contact('planted', active(0))));
    expect(by(cancelByLink(from, ids.windowId, linked, plus(NOW, HOUR), policy).change)).toEqual(['ada']);
  });

  it('not a planted contact whose removal is undone', () => {
    const from = withPassword(contact('ada', active(100)), contact('planted', active(0)));
    const removed = removeContact(from, elevatedBy('ada'), 'planted' as ContactId, acknowledged, NOW, policy);
    const undone = undoRemoval(removed.change!.account, ids.removalId, linked, plus(NOW, HOUR), policy);
    expect(by(undone.change)).toEqual(['ada']);
  });

  it('not the contact whose step-up removed the other', () => {
    const from = withPassword(contact('ada', active(100)), contact('mallory', active(7)));
    const removed = removeContact(from, elevatedBy('mallory'), 'ada' as ContactId, acknowledged, NOW, policy);
    const undone = undoRemoval(removed.change!.account, ids.removalId, linked, plus(NOW, HOUR), policy);
    expect(by(undone.change)).toEqual(['ada']);
  });

  it('the restored one, where both were young', () => {
    const from = withPassword(contact('ada', active(2)), contact('other', active(1)));
    const removed = removeContact(from, elevatedBy('other'), 'ada' as ContactId, acknowledged, NOW, policy);
    const undone = undoRemoval(removed.change!.account, ids.removalId, linked, plus(NOW, HOUR), policy);
    expect(by(undone.change)).toEqual(['ada']);
  });

  it('a newcomer that removed itself and then its elder is there again when its removal is undone', () => {
    const from = withPassword(
      contact('ada', active(100)),
      contact('bob', active(50)),
      contact('x', active(1)),
    );
    const first = removeContact(from, elevatedBy('x'), 'x' as ContactId, acknowledged, NOW, policy).change!
      .account;
    const second = { ...ids, removalId: 'second' as RemovalId };
    const window = removeContact(
      first,
      elevatedBy('x'),
      'ada' as ContactId,
      { acknowledged: true, ids: second },
      NOW,
      policy,
    );
    const undone = undoRemoval(window.change!.account, ids.removalId, linked, plus(NOW, HOUR), policy);
    expect(undone.change?.account.contacts.map(({ id }) => id).sort()).toEqual(['ada', 'bob', 'x']);
    expect(by(undone.change)).toEqual(['ada', 'bob']);
  });

  it('RMV-4 removing everything with a newcomer’s code is as suspicious as removing one', () => {
    const from = withPassword(contact('ada', active(100)), contact('x', active(1)));
    const all = removeAllContacts(from, elevatedBy('x'), acknowledged, NOW, policy).change!.account;
    const cancelled = cancelByLink(all, ids.windowId, linked, plus(NOW, HOUR), policy).change;
    expect(cancelled?.account.contacts.map(({ id }) => id)).toEqual(['ada']);
    expect(cancelled?.account.sessions).toEqual([]);
  });
});

describe('CODE-3 guessing at the contact that counts', () => {
  it('REP-4 never shuts the only way to a new password', () => {
    const need = { since: NOW, by: ['ada' as ContactId] };
    const { account: after } = guessing(
      { ...withPassword(contact('ada', active(100))), newPassword: need },
      'ada',
      'recover',
      48,
    );
    expect(contactsIn(after, 'active')).toHaveLength(1);
  });

  it('is judged a hundred times in a row at a retired one, whose link goes on', () => {
    const opening = { windowId: ids.windowId, reason: 'all-removed', retires: () => true } as const;
    const shut = startProtection(withPassword(contact('ada', active(100))), opening, NOW, policy).account;
    const { account: after, judged, now } = guessing(shut, 'ada', 'cancel-protection', 24 * 8);
    expect(judged).toBe(100);
    expect(cancelByLink(after, ids.windowId, linked, now, policy).outcome.ok).toBe(true);
  });

  it('REP-4 without a contact at hand a replacement leads to the new password when its window ends', () => {
    const need = { since: NOW, by: ['ada' as ContactId] };
    const from = replaced({ ...withPassword(contact('ada', active(100))), newPassword: need });
    const after = settle(from, plus(NOW, 31 * DAY), policy).account;
    expect(after.newPassword?.by).toEqual([ids.contactId]);
  });
});

describe('WIN-4 asking for codes again and again', () => {
  it('fills no transaction: so few challenges are kept that closing all of them fits', () => {
    const { account: after, now } = guessing(
      replaced(withPassword(contact('ada', active(100)))),
      'ada',
      'cancel-protection',
      8,
    );
    expect(after.challenges.length).toBeLessThanOrEqual(30);
    expect(cancelByLink(after, ids.windowId, linked, now, policy).outcome.ok).toBe(true);
  });

  it('REP-4 sessions end even where their rows stay behind', () => {
    const change = cancelByLink(
      replaced(withPassword(contact('ada', active(100)))),
      ids.windowId,
      linked,
      plus(NOW, DAY),
      policy,
    ).change;
    const left = { ...change!.account, sessions: account().sessions };
    expect(settle(left, plus(NOW, DAY), policy).account.sessions).toEqual([]);
  });
});

describe('RMV-4 WIN-5 a disabled contact', () => {
  const disabled = contact('ada', { kind: 'disabled', disabledAt: NOW, was: active(100) });

  it('is not thrown out at once by a newcomer', () => {
    const from = account(disabled, contact('x', active(1)));
    const one = removeContact(from, elevatedBy('x'), disabled.id, acknowledged, NOW, policy);
    expect(one.change?.account.protection.kind).toBe('protected');
    const all = removeAllContacts(from, elevatedBy('x'), acknowledged, NOW, policy);
    expect(all.change?.events[0]?.happened).toMatchObject({ retired: ['ada', 'x'] });
  });

  it('is retired with the last active one, comes back disabled, and leaves nothing behind at the end', () => {
    const from = account(disabled, contact('bob', active(100)));
    const { change } = removeContact(from, elevatedBy('bob'), 'bob' as ContactId, acknowledged, NOW, policy);
    const back = cancelByLink(change!.account, ids.windowId, linked, plus(NOW, DAY), policy).change;
    expect(back?.account.contacts.map(({ state }) => state.kind)).toEqual(['disabled', 'active']);
    const later = plus(NOW, 31 * DAY);
    const after = settle(change!.account, later, policy).account;
    expect(after.protection.kind).toBe('awaiting-info');
    expect(addContact(after, signedIn(), named('new'), ids, 1, later, policy).outcome.ok).toBe(true);
  });
});
