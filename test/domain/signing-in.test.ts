import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import type { SessionId } from '../../src/domain/identifiers.js';
import { plus, SECOND, type Instant } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { signIn } from '../../src/domain/signing-in.js';
import { active, contact, ids, noDevice, NOW, withPassword } from '../support/accounts.js';

const holder: Account = {
  ...withPassword(contact('old', active(100))),
  lastSignInAt: NOW,
  lastConfirmedAt: NOW,
};

function signingIn(account: Account, sessionId: string, now: Instant, compared = 'hash') {
  const named = { ...ids, sessionId: sessionId as SessionId, deadlineId: 'deadline' as never };
  return signIn(account, compared, noDevice, named, now, policy);
}

describe('IDN-3 signing in', () => {
  it('REC-4 a password that was changed while it was compared gets no session', () => {
    expect(signingIn(holder, 'next', NOW).outcome.ok).toBe(true);
    const late = signingIn(holder, 'next', NOW, 'the hash before');
    expect(late).toEqual({ outcome: { ok: false, refusal: { code: 'wrong-credentials' } } });
    const { credential: _, ...outside } = holder;
    expect(signingIn(outside, 'next', NOW).outcome.ok).toBe(false);
  });

  it('TSV-1 whoever is stopped again and again pushes out nobody who is in', () => {
    const protectedByCode: Account = { ...holder, twoStepVerification: { since: NOW } };
    const inside = protectedByCode.sessions.map(({ id }) => id);
    let account = protectedByCode;
    for (let n = 0; n < 120; n += 1)
      account = signingIn(account, `stopped ${n}`, plus(NOW, n * SECOND)).change?.account ?? account;
    expect(account.sessions.length).toBeLessThanOrEqual(50);
    expect(account.sessions.map(({ id }) => id)).toEqual(expect.arrayContaining([...inside]));
    expect(account.sessions.map(({ id }) => id)).toContain('stopped 119');
  });
});
