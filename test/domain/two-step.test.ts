import { describe, expect, it } from 'vitest';
import { withLedger, type Account } from '../../src/domain/account.js';
import { askForCode } from '../../src/domain/asking-for-codes.js';
import { emptyLedger } from '../../src/domain/code-ledger.js';
import type { ContactId, DeadlineId, DeviceId } from '../../src/domain/identifiers.js';
import { DAY, MINUTE, plus, type Instant } from '../../src/domain/instant.js';
import { judgeCode, type TypedAnswer } from '../../src/domain/judging-codes.js';
import { defaultPolicy as policy, type Policy } from '../../src/domain/policy.js';
import { openWindow } from '../../src/domain/protection.js';
import type { Caller } from '../../src/domain/session.js';
import { passGate, type OutsideSignIn } from '../../src/domain/sign-in-gate.js';
import type { DeviceToken, DeviceTokenHash } from '../../src/domain/trusted-device.js';
import { trustDevice } from '../../src/domain/trusting-devices.js';
import { setTwoStepVerification, signInContacts, twoStepAsks } from '../../src/domain/two-step.js';
import { account, active, contact, elevatedBy, ids, NOW, REQUESTER, signedIn } from '../support/accounts.js';

const strict: Policy = { ...policy, strict: true };
const email = contact('email', active(10));
const phone = contact('phone', active(10), 'phone');
const off = contact('off', { kind: 'disabled', disabledAt: NOW, was: active(10) });
const window = openWindow(ids.windowId, 'all-removed', NOW, policy);
const withTwoStep = (from: Account): Account => ({ ...from, twoStepVerification: { since: NOW } });
const inWindow = (from: Account): Account => ({ ...from, protection: { kind: 'protected', window } });
const saved: Pick<Account, 'recoveryCode'> = { recoveryCode: { hash: 'hash', createdAt: NOW } };

describe('TSV-1 what a sign-in still has to show', () => {
  it.each([
    ['two-step verification off', account(email), undefined],
    ['on', withTwoStep(account(email)), 'code'],
    ['on, in a window', inWindow(withTwoStep(account(email))), 'device'],
    ['off, in a window', inWindow(account(email)), undefined],
    ['on, its only contact disabled', withTwoStep(account(off)), 'code'],
    ['on, without a contact', withTwoStep(account()), undefined],
  ] as const)('%s', (_, from, wanted) => {
    expect(twoStepAsks(from, false)).toBe(wanted);
    expect(twoStepAsks(from, true)).toBeUndefined();
  });
});

describe('TSV-1 STD-1 turning it on', () => {
  const turnOn = (from: Account, how: Policy, caller: Caller = elevatedBy('email')) => {
    const { outcome } = setTwoStepVerification(from, caller, true, ids.eventId, NOW, how);
    if (outcome.ok) return 'on';
    const { refusal } = outcome;
    return refusal.code === 'no-usable-contact' ? refusal.reason : refusal.code;
  };

  it.each([
    ['no contact', account(), 'no-contact', 'no-contact'],
    ['a disabled one', account(off), 'no-contact', 'no-contact'],
    ['an email', account(email), 'on', 'no-phone'],
    ['an email and a saved code', { ...account(email), ...saved }, 'on', 'no-phone'],
    ['a phone', account(phone), 'on', 'no-recovery-code'],
    ['a phone and a saved code', { ...account(phone), ...saved }, 'on', 'on'],
    ['a window', inWindow(account(phone)), 'account-protected', 'account-protected'],
  ] as const)('with %s', (_, from, usual, strictly) => {
    expect(turnOn(from, policy)).toBe(usual);
    expect(turnOn(from, strict)).toBe(strictly);
  });

  it('wants a step-up, both ways', () => {
    expect(turnOn(account(email), policy, signedIn())).toBe('step-up-required');
    const { outcome } = setTwoStepVerification(
      withTwoStep(account(email)),
      signedIn(),
      false,
      ids.eventId,
      NOW,
      policy,
    );
    expect(outcome).toMatchObject({ refusal: { code: 'step-up-required' } });
  });

  it('again changes and tells nothing', () => {
    const again = setTwoStepVerification(
      withTwoStep(account(email)),
      elevatedBy('email'),
      true,
      ids.eventId,
      NOW,
      policy,
    );
    expect(again).toEqual({ outcome: { ok: true, value: { enabled: true } } });
  });
});

describe('TSV-1 STD-1 codes for purpose sign-in', () => {
  const ask = (how: Policy, contactId: string, who: object, purpose: 'sign-in' | 'step-up' = 'sign-in') => {
    const request = {
      contactId: contactId as ContactId,
      purpose,
      challengeId: ids.challengeId,
      keyVersion: 1,
      ...who,
    };
    const { outcome } = askForCode(withTwoStep(account(email, phone, off)), request, NOW, how);
    if (outcome.ok) return 'sent';
    const { refusal } = outcome;
    return refusal.code === 'not-usable' ? refusal.reason : refusal.code;
  };
  const owing = { limitedTo: 'sign-in' };

  it('are for those who owe one, here or outside', () => {
    expect(ask(policy, 'email', owing)).toBe('sent');
    expect(ask(policy, 'email', { outside: true })).toBe('sent');
    expect(ask(policy, 'email', {})).toBe('purpose');
    expect(ask(policy, 'email', { limitedTo: 'confirmation' })).toBe('purpose');
    expect(ask(policy, 'off', owing)).toBe('contact-disabled');
    expect(ask(policy, 'email', owing, 'step-up')).toBe('code-required');
  });

  it('CODE-3 guessing at the code after the password shuts no contact, but by the letter', () => {
    for (const how of [policy, strict]) {
      const ledger = { ...emptyLedger(phone.fingerprint, NOW), failuresInARow: 99 };
      const owed = withLedger(withTwoStep(account(phone)), ledger);
      const request = {
        contactId: phone.id,
        purpose: 'sign-in',
        challengeId: ids.challengeId,
        keyVersion: 1,
        limitedTo: 'sign-in',
      } as const;
      const asked = askForCode(owed, request, NOW, how).change?.account ?? owed;
      const typed = { challengeId: ids.challengeId, requester: REQUESTER, matches: () => false, ids };
      const answer = { ...typed, reference: () => 'AAAA' as never } as TypedAnswer;
      const judged = judgeCode(asked, answer, NOW, how).change?.account ?? asked;
      expect(judged.ledgers[0]?.failuresInARow).toBe(100);
      expect(judged.contacts[0]?.state.kind).toBe(how.strict ? 'disabled' : 'active');
    }
  });

  it('strictly never go out by email, and no email address is listed for them', () => {
    expect(ask(strict, 'email', owing)).toBe('purpose');
    expect(ask(strict, 'phone', owing)).toBe('sent');
    expect(ask(strict, 'email', {}, 'step-up')).toBe('sent');
    const from = account(email, phone, off);
    expect(signInContacts(from, policy).map(({ id }) => id)).toEqual(['email', 'phone']);
    expect(signInContacts(from, strict).map(({ id }) => id)).toEqual(['phone']);
  });
});

describe('IDN-4 may this sign-in go on', () => {
  const fresh = { token: 'token' as DeviceToken, tokenHash: 'hash' as DeviceTokenHash };
  const deviceId = 'device' as DeviceId;
  const settled: Account = { ...account(email), lastSignInAt: NOW, lastConfirmedAt: NOW };
  const trusting = trustDevice(withTwoStep(settled), { id: deviceId, fresh }, NOW).account;
  const knock = (from: Account, said: Partial<OutsideSignIn> = {}, now: Instant = NOW) => {
    const { change, outcome } = passGate(
      from,
      { device: undefined, proof: undefined, lastSignInAt: undefined, ...said },
      { eventId: ids.eventId, deadlineId: 'deadline' as DeadlineId },
      now,
      policy,
    );
    return {
      stop: outcome.ok ? outcome.value.stop : outcome,
      account: change!.account,
      events: change!.events,
    };
  };
  const proof = (codeAt: Instant, accountId = settled.id): Caller => ({ ...signedIn(), accountId, codeAt });

  it('counts as the sign-in once it may, and not before', () => {
    const later = plus(NOW, DAY);
    expect(knock(settled, {}, later)).toMatchObject({ stop: undefined, account: { lastSignInAt: later } });
    const asked = knock(withTwoStep(settled), {}, later);
    expect(asked).toMatchObject({ stop: 'sign-in', account: { lastSignInAt: NOW } });
    expect(asked.events.map(({ happened }) => happened)).toEqual([
      { kind: 'sign-in-stopped', wanted: 'code' },
    ]);
    expect(knock(inWindow(withTwoStep(settled)), {}, later).stop).toBe('device');
  });

  it('a trusted device goes on with the token it has; a used-up one doesn’t count, and revokes nothing', () => {
    const device = { deviceId, tokenHash: fresh.tokenHash };
    const passed = knock(trusting, { device }, plus(NOW, DAY));
    expect(passed).toMatchObject({
      stop: undefined,
      account: { devices: [{ unused: ['hash'], lastUsedAt: plus(NOW, DAY) }] },
    });
    expect(knock(inWindow(trusting), { device }).stop).toBeUndefined();
    const usedUp = knock(trusting, { device: { deviceId, tokenHash: 'other' as DeviceTokenHash } });
    expect(usedUp).toMatchObject({ stop: 'sign-in', account: { devices: [{ id: deviceId }] } });
  });

  it.each([
    ['a fresh code', NOW, 15 * MINUTE - 1, undefined],
    ['one of a quarter of an hour ago', NOW, 15 * MINUTE, 'sign-in'],
  ] as const)('%s', (_, codeAt, after, stop) => {
    expect(knock(withTwoStep(settled), { proof: proof(codeAt) }, plus(NOW, after)).stop).toBe(stop);
  });

  it('no other account’s code, none from before everything was ended, no token without a code', () => {
    const from = withTwoStep(settled);
    expect(knock(from, { proof: proof(NOW, 'other' as Account['id']) }).stop).toBe('sign-in');
    expect(knock({ ...from, sessionsEndedAt: NOW }, { proof: proof(NOW) }).stop).toBe('sign-in');
    expect(knock(from, { proof: signedIn() }).stop).toBe('sign-in');
  });

  it.each([
    [59 * DAY, undefined],
    [60 * DAY, 'confirmation'],
  ])('CNF-1 a sign-in %s ms ago, as the other system knows it', (ago, stop) => {
    expect(knock(settled, { lastSignInAt: plus(NOW, -ago) }).stop).toBe(stop);
  });

  it('CNF-2 an absence is asked about once: after the answer the same sign-in goes on', () => {
    const lastSignInAt = plus(NOW, -61 * DAY);
    const asked = knock(settled, { lastSignInAt }).account;
    expect(knock(asked, { lastSignInAt }).stop).toBe('confirmation');
    const answered: Account = { ...asked, confirmation: { kind: 'none' }, lastConfirmedAt: NOW };
    expect(knock(answered, { lastSignInAt }).stop).toBeUndefined();
    const muchLater = plus(NOW, 70 * DAY);
    expect(knock(answered, { lastSignInAt: NOW }, muchLater).stop).toBe('confirmation');
  });
});
