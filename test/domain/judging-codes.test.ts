import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import { addContact } from '../../src/domain/adding-contacts.js';
import { askForCode, resendCode } from '../../src/domain/asking-for-codes.js';
import { findChallenge } from '../../src/domain/account.js';
import type { AddressFingerprint } from '../../src/domain/contact-address.js';
import type { ChallengeId, ContactId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, MINUTE, plus, SECOND, type Instant } from '../../src/domain/instant.js';
import { judgeCode, type TypedAnswer } from '../../src/domain/judging-codes.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import type { CodeReference } from '../../src/domain/security-code.js';
import { settle } from '../../src/domain/settled-account.js';
import { account, active, contact, ids, NOW, REQUESTER, signedIn } from '../support/accounts.js';

const one = contact('one', active(30));

function ask(from: Account, challengeId = 'challenge', now: Instant = NOW): Account {
  const request = {
    contactId: one.id,
    purpose: 'step-up',
    challengeId: challengeId as ChallengeId,
    keyVersion: 1,
  } as const;
  const { change, outcome } = askForCode(from, request, now, policy);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return change?.account ?? from;
}

/** Types the code that went out as the `send`-th; 0 types a wrong one. */
function type(
  from: Account,
  send: number,
  now: Instant = NOW,
  challengeId = 'challenge',
  requester = REQUESTER,
) {
  const answer: TypedAnswer = {
    challengeId: challengeId as ChallengeId,
    requester,
    matches: (_, at) => at === send,
    reference: (_, at) => `R${at}` as CodeReference,
    ids,
  };
  const { change, outcome } = judgeCode(from, answer, now, policy);
  return { account: change?.account ?? from, outcome, events: change?.events ?? [] };
}

describe('one code', () => {
  it('CODE-1 works once', () => {
    const first = type(ask(account(one)), 1);
    expect(first.outcome.ok).toBe(true);
    expect(type(first.account, 1).outcome).toMatchObject({
      refusal: { code: 'challenge-closed', reason: 'used' },
    });
  });

  it.each([
    [10 * MINUTE - 1, true],
    [10 * MINUTE, false],
    [10 * MINUTE + 1, false],
  ])('CODE-1 after %s ms: works %s', (later, works) => {
    const { outcome } = type(ask(account(one)), 1, plus(NOW, later));
    expect(outcome).toMatchObject(
      works ? { ok: true } : { refusal: { code: 'challenge-closed', reason: 'expired' } },
    );
  });

  it('CODE-3 the fifth wrong try ends the challenge, and the right code comes too late', () => {
    let state = ask(account(one));
    for (const left of [4, 3, 2, 1, 0]) {
      const wrong = type(state, 0);
      expect(wrong.outcome).toMatchObject({ refusal: { code: 'wrong-code', attemptsRemaining: left } });
      state = wrong.account;
    }
    expect(type(state, 1).outcome).toMatchObject({
      refusal: { code: 'challenge-closed', reason: 'exhausted' },
    });
    expect(
      resendCode(state, 'challenge' as ChallengeId, undefined, plus(NOW, MINUTE), policy).outcome,
    ).toMatchObject({
      refusal: { code: 'challenge-closed', reason: 'exhausted' },
    });
  });
});

describe('sending again', () => {
  const resend = (from: Account, now: Instant) =>
    resendCode(from, 'challenge' as ChallengeId, undefined, now, policy);

  it.each([
    [0, { refusal: { code: 'resend-too-soon', retryAfter: 30 } }],
    [1, { refusal: { code: 'resend-too-soon', retryAfter: 30 } }],
    [30 * SECOND - 1, { refusal: { code: 'resend-too-soon', retryAfter: 1 } }],
    [30 * SECOND, { ok: true }],
    [30 * SECOND + 1, { ok: true }],
  ])('CODE-4 after %s ms', (later, expected) => {
    expect(resend(ask(account(one)), plus(NOW, later)).outcome).toMatchObject(expected);
  });

  it('CODE-4 the newest code alone works; an older one says that, and when, and takes no try', () => {
    const at = plus(NOW, MINUTE);
    const state = resend(ask(account(one)), at).change?.account ?? account();
    const older = type(state, 1, plus(at, 1));
    expect(older.outcome).toMatchObject({
      refusal: { code: 'code-superseded', sentAt: at, reference: 'R2', attemptsRemaining: 5 },
    });
    expect(type(older.account, 2, plus(at, 2)).outcome.ok).toBe(true);
  });

  it('CODE-4 five sends a challenge and no sixth', () => {
    let state = ask(account(one));
    let now = NOW;
    for (const _ of [2, 3, 4, 5]) {
      now = plus(now, 31 * SECOND);
      state = resend(state, now).change?.account ?? account();
    }
    expect(resend(state, plus(now, MINUTE)).outcome).toMatchObject({ refusal: { code: 'challenge-closed' } });
  });

  it('CODE-5 so many codes an hour to one contact, at, below and above', () => {
    let state = account(one);
    for (let sent = 0; sent < policy.sendsPerContactAnHour; sent += 1)
      state = ask(state, `challenge ${sent}`);
    const request = {
      contactId: one.id,
      purpose: 'step-up',
      challengeId: ids.challengeId,
      keyVersion: 1,
    } as const;
    const at = (now: Instant) => askForCode(state, request, now, policy).outcome;
    expect(at(plus(NOW, HOUR - SECOND))).toMatchObject({
      refusal: { code: 'too-many-codes', retryAfter: 1 },
    });
    expect(at(plus(NOW, HOUR)).ok).toBe(true);
  });
});

/** Fails so many times, with a new challenge whenever one is used up, waiting out every cool-down. */
function failing(times: number, waiting = false) {
  let state = account(one, contact('two', active(30)));
  let now = NOW;
  const waits: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const id = `challenge ${Math.floor(n / 5)}`;
    if (n % 5 === 0) {
      if (waiting) now = plus(now, HOUR);
      state = ask(state, id, now);
    }
    const wrong = type(state, 0, now, id);
    if (!wrong.outcome.ok && wrong.outcome.refusal.code === 'too-many-attempts') {
      waits.push(wrong.outcome.refusal.retryAfter);
      now = plus(now, wrong.outcome.refusal.retryAfter * SECOND);
      state = ask(settle(state, now, policy).account, id, now);
      state = type(state, 0, now, id).account;
    } else state = wrong.account;
  }
  return { state, now, waits };
}

describe('failures add up', () => {
  it('CODE-3 the tenth in an hour cools the contact down, and a new code does not help', () => {
    const { now, state } = failing(10);
    const fresh = ask(state, 'fresh', now);
    expect(type(fresh, 1, now, 'fresh').outcome).toMatchObject({
      refusal: { code: 'too-many-attempts', retryAfter: 60 },
    });
    expect(type(fresh, 1, plus(now, MINUTE), 'fresh').outcome.ok).toBe(true);
    expect(type(failing(9).state, 1, NOW, 'challenge 1').outcome.ok).toBe(true);
  });

  it('CODE-3 the waits grow', () => {
    expect(failing(16).waits).toEqual([60, 120, 240, 480, 960, 1920]);
  });

  it('CODE-3 who fails is who waits: another requester goes on', () => {
    const { now, state } = failing(10);
    const fresh = ask(state, 'fresh', now);
    expect(type(fresh, 1, now, 'fresh', 'another' as typeof REQUESTER).outcome.ok).toBe(true);
  });

  it('CODE-3 a hundred in a row disable the contact, and the others hear of it', () => {
    const at = (times: number) =>
      failing(times, true).state.contacts.find(({ id }) => id === 'one')?.state.kind;
    expect(at(99)).toBe('active');
    expect(at(100)).toBe('disabled');
  });

  it('CODE-3 a right code clears the count', () => {
    const { now, state } = failing(9);
    const right = type(ask(state, 'fresh', now), 1, now, 'fresh');
    expect(right.account.ledgers[0]).toMatchObject({ failuresInARow: 0, requesters: [] });
  });

  it('CODE-3 adding the same address again clears nothing', () => {
    const named = { ...one, fingerprint: 'fingerprint pending' as AddressFingerprint };
    const add = (from: Account, n: number) =>
      addContact(
        from,
        signedIn(),
        named,
        { ...ids, contactId: `c${n}` as ContactId, challengeId: `ch${n}` as ChallengeId },
        1,
        NOW,
        policy,
      ).change?.account ?? account();
    let state = add(account(), 1);
    for (let n = 0; n < 5; n += 1) state = type(state, 0, NOW, 'ch1').account;
    state = add(state, 2);
    for (let n = 0; n < 5; n += 1) state = type(state, 0, NOW, 'ch2').account;
    state = add(state, 3);
    expect(findChallenge(state, 'ch3' as ChallengeId)).toBeDefined();
    expect(type(state, 1, NOW, 'ch3').outcome).toMatchObject({ refusal: { code: 'too-many-attempts' } });
  });
});

/**
 * Somebody who can read no code but signs in from everywhere: tries and asks again as fast as the rules let them, from a
 * new address each time, and adds the contact anew when it is disabled.
 */
function attack(length: number) {
  let state = account(one);
  let now = NOW;
  const judged: Instant[] = [];
  for (let n = 0; now < plus(NOW, length); n += 1) {
    state = settle(state, now, policy).account;
    const contactId = state.contacts.at(-1)?.id ?? ids.contactId;
    const purpose = state.contacts.at(-1)?.state.kind === 'pending' ? 'add-contact' : 'step-up';
    const challengeId = `challenge ${n}` as ChallengeId;
    const asked = askForCode(state, { contactId, purpose, challengeId, keyVersion: 1 }, now, policy);
    state = asked.change?.account ?? state;
    if (!asked.outcome.ok && asked.outcome.refusal.code === 'not-usable') {
      const again = { ...ids, contactId: `again ${n}` as ContactId, challengeId };
      state = addContact(state, signedIn(), one, again, 1, now, policy).change?.account ?? state;
    }
    for (let guess = 0; guess < 5; guess += 1) {
      const tried = type(state, 0, now, challengeId, `from ${n}.${guess}` as typeof REQUESTER);
      if (!tried.outcome.ok && tried.outcome.refusal.code === 'wrong-code') judged.push(now);
      state = tried.account;
    }
    now = plus(now, 31 * SECOND);
  }
  return judged;
}

describe('CODE-9', () => {
  it('the greatest number of guesses a day against one contact, from any number of addresses, is 120', () => {
    expect(attack(DAY)).toHaveLength(policy.failuresADay);
    expect(attack(3 * DAY).length).toBeLessThanOrEqual(3 * policy.failuresADay);
  });

  it('however tries, sends and new challenges are mixed, the day’s bound holds', () => {
    const act = fc.constantFrom('wrong', 'wrong', 'wrong', 'new', 'resend', 'wait', 'other');
    fc.assert(
      fc.property(fc.array(act, { minLength: 100, maxLength: 600 }), (acts) => {
        let state = account(one);
        let now = NOW;
        let current = 'none';
        let judged = 0;
        let requester = REQUESTER;
        for (const [n, what] of acts.entries()) {
          now = plus(now, what === 'wait' ? 5 * MINUTE : SECOND);
          state = settle(state, now, policy).account;
          if (what === 'other') requester = `requester ${n}` as typeof REQUESTER;
          if (what === 'new') {
            const request = { contactId: one.id, purpose: 'step-up', keyVersion: 1 } as const;
            current = `challenge ${n}`;
            const asked = askForCode(state, { ...request, challengeId: current as ChallengeId }, now, policy);
            state = asked.change?.account ?? state;
          }
          if (what === 'resend') {
            state =
              resendCode(state, current as ChallengeId, undefined, now, policy).change?.account ?? state;
          }
          if (what !== 'wrong') continue;
          const tried = type(state, 0, now, current, requester);
          if (!tried.outcome.ok && tried.outcome.refusal.code === 'wrong-code') judged += 1;
          state = tried.account;
        }
        expect(judged).toBeLessThanOrEqual(policy.failuresBeforeDisabled);
      }),
      { numRuns: 40 },
    );
  });
});
