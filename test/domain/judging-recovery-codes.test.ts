import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import { askToRecover, resendToRecover } from '../../src/domain/asking-to-recover.js';
import { codesReached, withCodeCounted } from '../../src/domain/codes-sent.js';
import type { ChallengeId, ContactId, EventId, RecoveryId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, plus, SECOND } from '../../src/domain/instant.js';
import { judgeRecoveryCode } from '../../src/domain/judging-recovery-codes.js';
import type { TypedAnswer } from '../../src/domain/judging-codes.js';
import { limitsOf } from '../../src/domain/limits.js';
import { defaultPolicy } from '../../src/domain/policy.js';
import { settle } from '../../src/domain/settled-account.js';
import { account, active, contact, ids, NOW, REQUESTER, withPassword } from '../support/accounts.js';

const policy = defaultPolicy;
const recovery = 'recovery' as RecoveryId;

const plain = withPassword(
  contact('mail', active(30)),
  contact('mail 2', active(30)),
  contact('phone', active(30), 'phone'),
);
const twoStep: Account = { ...plain, twoStepVerification: { since: NOW } };

describe('codes of a recovery', () => {
  const request = {
    ...{ contactId: 'mail' as ContactId, recoveryId: recovery, challengeId: 'asked' as ChallengeId },
    ...{ eventId: 'asked' as EventId, keyVersion: 1 },
  };
  const typed = (right: boolean): TypedAnswer => ({
    ...{ challengeId: request.challengeId, requester: REQUESTER, ids, reference: () => 'AAAA' as never },
    matches: (_, send) => right && send === 1,
  });
  const asked = (from: Account) => {
    const { change, outcome } = askToRecover(from, request, NOW, policy);
    expect(outcome.ok).toBe(true);
    return change!.account;
  };

  it('REC-2 the send is counted and the flow that sends it is named', () => {
    const decision = askToRecover(plain, request, NOW, policy);
    expect(decision.change?.account.ledgers[0]?.sentAt).toEqual([NOW]);
    expect(decision.change?.events).toEqual([
      {
        ...{ id: 'asked', at: NOW },
        happened: { kind: 'recovery-code-asked', contactId: 'mail', challengeId: 'asked', send: 1 },
      },
    ]);
  });

  it('CODE-4 so many codes an hour, at and above', () => {
    let from: Account = plain;
    for (let n = 0; n < policy.recoverySendsAnHour; n += 1)
      from = askToRecover(from, { ...request, challengeId: `${n}` as ChallengeId }, NOW, policy).change!
        .account;
    expect(askToRecover(from, request, NOW, policy).outcome.ok).toBe(false);
    const again = resendToRecover(
      from,
      '0' as ChallengeId,
      undefined,
      request.eventId,
      plus(NOW, 31 * SECOND),
      policy,
    );
    expect(again.outcome).toMatchObject({ ok: true, value: { challenge: { heldBack: true } } });
    const later = resendToRecover(
      from,
      '0' as ChallengeId,
      undefined,
      request.eventId,
      plus(NOW, 9 * 60 * SECOND),
      policy,
    );
    expect(later.outcome.ok).toBe(true);
  });

  it('CODE-5 counts for the account, whose quota for recoveries it keeps: another is held back, and not told', () => {
    const sent = (times: number) =>
      Array.from({ length: times }).reduce<Account>(
        (one) => withCodeCounted(one, 'recoveryCodesSent', NOW, policy),
        plain,
      );
    const [{ limit }] = limitsOf(policy.limits, 'send', 'account');
    expect(asked(plain).recoveryCodesSent).toEqual(sent(1).recoveryCodesSent);
    const last = asked(sent(limit - 1));
    for (const full of [last, sent(limit), sent(limit + 1)])
      expect(askToRecover(full, request, NOW, policy).outcome.ok).toBe(false);
    const again = (from: Account, after: number) =>
      resendToRecover(from, request.challengeId, undefined, request.eventId, plus(NOW, after), policy);
    const held = again(last, 31 * SECOND);
    expect(held.outcome).toMatchObject({ ok: true, value: { challenge: { heldBack: true } } });
    expect(held.change?.account.recoveryCodesSent).toEqual(last.recoveryCodesSent);
    const below = again(asked(sent(limit - 2)), 31 * SECOND);
    expect(below.outcome).not.toMatchObject({ value: { challenge: { heldBack: true } } });
    expect(codesReached(below.change!.account, 'recoveryCodesSent', NOW, policy)).toMatchObject({
      of: 'account',
    });
  });

  it('CODE-3 CODE-9 past the day’s guesses no code is right and none is sent; the next day is another', () => {
    const from = asked(plain);
    const [ledger] = from.ledgers;
    const day = (failures: number) => ({
      ...from,
      ledgers: [{ ...ledger!, day: { startedAt: NOW, failures } }],
    });
    const below = judgeRecoveryCode(
      day(policy.recoveryFailuresADay - 1),
      typed(true),
      plus(NOW, SECOND),
      policy,
    );
    expect(below.outcome.ok).toBe(true);
    for (const failures of [policy.recoveryFailuresADay, policy.recoveryFailuresADay + 1]) {
      const full = day(failures);
      const judged = judgeRecoveryCode(full, typed(true), plus(NOW, SECOND), policy);
      expect(judged.outcome).toMatchObject({
        ok: false,
        refusal: { code: 'wrong-code', attemptsRemaining: 4 },
      });
      expect(askToRecover(full, request, plus(NOW, SECOND), policy).outcome.ok).toBe(false);
      expect(askToRecover(full, request, plus(NOW, DAY), policy).outcome.ok).toBe(true);
    }
  });

  it('CODE-9 in a year of recoveries at most 21,960 guesses are judged against one contact: a chance of 2.2 %', () => {
    let from: Account = plain;
    let guesses = 0;
    for (let hour = 0; hour < 365 * 24; hour += 1) {
      const now = plus(NOW, hour * HOUR);
      from = settle(from, now, policy).account;
      for (let n = 0; ; n += 1) {
        const challengeId = `${hour} ${n}` as ChallengeId;
        const { change } = askToRecover(from, { ...request, challengeId }, now, policy);
        if (change === undefined) break;
        from = change.account;
        for (let tries = 0; tries < policy.triesPerChallenge; tries += 1) {
          const wouldBeRight = judgeRecoveryCode(from, { ...typed(true), challengeId }, now, policy);
          if (wouldBeRight.outcome.ok) guesses += 1;
          const tried = judgeRecoveryCode(from, { ...typed(false), challengeId }, now, policy);
          from = tried.change?.account ?? from;
        }
      }
    }
    const days = guesses / policy.recoveryFailuresADay;
    expect(days).toBeGreaterThan(364);
    // The first day begins with the first guess, the last one with the year's last moment.
    expect(days).toBeLessThanOrEqual(366);
    expect((366 * policy.recoveryFailuresADay) / 10 ** policy.codeDigits).toBeCloseTo(0.02196, 8);
  });

  it('CODE-3 what strangers use up is not the holder’s: no count, no send, no wait', () => {
    let from: Account = plain;
    for (let n = 0; n < 40; n += 1) {
      const at = plus(NOW, n * HOUR);
      const challengeId = `stranger ${n}` as ChallengeId;
      const change = askToRecover(from, { ...request, challengeId }, at, policy).change;
      if (change === undefined) continue;
      from = change.account;
      for (let typedWrong = 0; typedWrong < 5; typedWrong += 1) {
        const answer = { ...typed(false), challengeId };
        from = judgeRecoveryCode(from, answer, plus(at, SECOND), policy).change?.account ?? from;
      }
    }
    const own = from.ledgers.find(({ fingerprint }) => fingerprint === plain.contacts[0]?.fingerprint);
    expect(own).toBeUndefined();
    expect(from.ledgers[0]?.failuresInARow).toBeGreaterThan(100);
    expect(from.contacts[0]?.state.kind).toBe('active');
  });

  it('REC-2 what has become of the account is not told: the challenge says what it alone would', () => {
    const open = asked(plain);
    const closing = { reason: 'account-protected', at: NOW } as const;
    const closed = { ...open, challenges: open.challenges.map((one) => ({ ...one, closed: closing })) };
    expect(judgeRecoveryCode(closed, typed(true), plus(NOW, SECOND), policy).outcome).toMatchObject({
      refusal: { code: 'wrong-code', attemptsRemaining: 4 },
    });
    expect(judgeRecoveryCode(closed, typed(true), plus(NOW, 11 * 60 * SECOND), policy).outcome).toMatchObject(
      {
        refusal: { code: 'challenge-closed', reason: 'expired' },
      },
    );
  });

  it('REC-2 a requester’s waits are not asked for: they would tell a right proof from a wrong one', () => {
    let from = asked(plain);
    const [ledger] = from.ledgers;
    const cooling = { requester: REQUESTER, failedAt: [NOW], coolUntil: plus(NOW, HOUR) };
    from = { ...from, ledgers: [{ ...ledger!, requesters: [cooling] }] };
    expect(judgeRecoveryCode(from, typed(false), NOW, policy).outcome).toMatchObject({
      refusal: { code: 'wrong-code' },
    });
  });

  it('REC-2 nothing is right in a shadow', () => {
    const shadow: Account = { ...asked(account(contact('mail', active(1)))), isShadow: true };
    expect(judgeRecoveryCode(shadow, typed(true), NOW, policy).outcome).toMatchObject({
      refusal: { code: 'wrong-code', attemptsRemaining: 4 },
    });
  });

  it('REC-3 a trusted device shown with the code counts; a code proves its contact again', () => {
    const from = asked({ ...twoStep, contacts: [contact('mail', active(90)), ...twoStep.contacts.slice(1)] });
    const judged = judgeRecoveryCode(from, typed(true), NOW, policy);
    expect(judged.outcome).toMatchObject({ ok: true, value: { needs: { recoveryCode: false } } });
    expect(judged.change?.account.contacts[0]?.state).toMatchObject({ confirmedAt: NOW });
    expect(judged.change?.account.recoveryGrant).toBeUndefined();
  });
});
