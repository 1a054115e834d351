import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import type { ContactId, EventId, GrantId, RecoveryId } from '../../src/domain/identifiers.js';
import { distrust } from '../../src/domain/new-password.js';
import { defaultPolicy, type Policy } from '../../src/domain/policy.js';
import { withProofs, type RecoveryProof } from '../../src/domain/recovery-proofs.js';
import { active, contact, NOW, withPassword } from '../support/accounts.js';

const strict: Policy = { ...defaultPolicy, strict: true };
const work = contact('work', active(100));
const home = contact('home', active(90));
const phone = contact('phone', active(80), 'phone');

/** Two-step verification on, a saved code and devices; then everything was ended. */
function distrusted(contacts: readonly (typeof work)[], by: readonly string[]): Account {
  const before: Account = {
    ...withPassword(...contacts),
    twoStepVerification: { since: NOW },
    recoveryCode: { hash: 'hash', createdAt: NOW },
  };
  return distrust(before, by as readonly ContactId[], 'ended' as EventId, NOW).account;
}

function proven(account: Account, policy: Policy, ...given: readonly (typeof work)[]) {
  const [first, ...others] = given.map(({ channel, id }): RecoveryProof => ({
    by: 'contact',
    channel,
    contactId: id,
    at: NOW,
  }));
  if (first === undefined) throw new Error('nothing was given');
  return withProofs(account, 'recovery' as RecoveryId, [first, ...others], 'grant' as GrantId, NOW, policy);
}

describe('REC-3 REP-4 two-step verification on, and everything was ended', () => {
  it.each([
    ['usually', defaultPolicy],
    ['STD-1 by the letter', strict],
  ])('%s nobody is out for good: what can be asked for is asked for, and no more', (_, policy) => {
    const onEmail = distrusted([work, home], ['work']);
    expect(proven(onEmail, policy, work).grantId).toBe('grant');
    expect(proven(onEmail, policy, home)).toMatchObject({ needs: { recoveryCode: false } });

    const onBoth = distrusted([work, home, phone], ['work']);
    expect(proven(onBoth, policy, work)).toMatchObject({ needs: { contacts: [{ id: 'phone' }] } });
    expect(proven(onBoth, policy, work, home).grantId).toBeUndefined();
    expect(proven(onBoth, policy, work, phone).grantId).toBe('grant');
    expect(proven(onBoth, policy, home, phone).grantId).toBeUndefined();
  });

  it('but where nothing was ended one channel stays one proof', () => {
    const account: Account = { ...withPassword(work, home), twoStepVerification: { since: NOW } };
    for (const policy of [defaultPolicy, strict])
      expect(proven(account, policy, work, home).grantId).toBeUndefined();
  });
});
