import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import type { ContactId, EventId, GrantId, RecoveryId } from '../../src/domain/identifiers.js';
import { HOUR, plus, SECOND } from '../../src/domain/instant.js';
import { distrust } from '../../src/domain/new-password.js';
import { defaultPolicy } from '../../src/domain/policy.js';
import { withProofs, type RecoveryProof } from '../../src/domain/recovery-proofs.js';
import { active, contact, ids, NOW, withPassword } from '../support/accounts.js';

const policy = defaultPolicy;
const strict = { ...policy, strict: true };
const recovery = 'recovery' as RecoveryId;
const saved: RecoveryProof = { by: 'saved-code', at: NOW };
const device: RecoveryProof = { by: 'device', at: NOW };
const code = (contactId: string): RecoveryProof => ({
  by: 'contact',
  channel: contactId.startsWith('phone') ? 'phone' : 'email',
  contactId: contactId as ContactId,
  at: NOW,
});

const plain = withPassword(
  contact('mail', active(30)),
  contact('mail 2', active(30)),
  contact('phone', active(30), 'phone'),
);
const twoStep: Account = { ...plain, twoStepVerification: { since: NOW } };

function proving(from: Account, proofs: readonly RecoveryProof[], rules = policy) {
  return proofs.reduce<ReturnType<typeof withProofs>>(
    ({ account: before }, proof, n) =>
      withProofs(before, recovery, [proof], `grant ${n}` as GrantId, plus(NOW, n * SECOND), rules),
    { account: from },
  );
}

describe('what is enough', () => {
  it('REC-3 one code, without two-step verification', () => {
    const { account: after, grantId } = proving(plain, [code('mail')]);
    expect(after.recoveryGrant).toMatchObject({ id: grantId, by: ['mail'] });
  });

  it('REC-3 Recovery with two-step on needs two channels; one is refused', () => {
    const first = proving(twoStep, [code('mail')]);
    expect(first.account.recoveryGrant).toBeUndefined();
    expect(first.needs?.contacts.map(({ id }) => id)).toEqual(['phone']);
    // The same channel again is no second proof.
    expect(proving(twoStep, [code('mail'), code('mail 2')]).account.recoveryGrant).toBeUndefined();
    expect(proving(twoStep, [code('mail'), code('mail')]).account.recoveryGrant).toBeUndefined();
    const both = proving(twoStep, [code('mail'), code('phone')]);
    expect(both.needs).toBeUndefined();
    expect(both.account.recoveryGrant).toMatchObject({ id: both.grantId, by: ['mail', 'phone'] });
    expect(proving(twoStep, [code('phone'), code('mail 2')]).grantId).toBeDefined();
  });

  it('REC-3 a trusted device is a second proof, and nothing by itself', () => {
    expect(proving(twoStep, [code('mail'), device]).grantId).toBeDefined();
    expect(proving(twoStep, [device]).grantId).toBeUndefined();
    expect(proving(plain, [device]).grantId).toBeUndefined();
  });

  it('REC-5 the saved code opens recovery by itself, and is a second proof', () => {
    expect(proving(twoStep, [saved]).grantId).toBeDefined();
    expect(proving(twoStep, [code('mail'), saved]).grantId).toBeDefined();
  });

  it('STD-1 by the letter two codes that are issued are one method, and a saved one alone is one too', () => {
    for (const proofs of [[code('mail'), code('phone')], [code('mail'), device], [saved], [saved, device]])
      expect(proving(twoStep, proofs, strict).grantId).toBeUndefined();
    expect(proving(twoStep, [code('mail'), saved], strict).grantId).toBeDefined();
    expect(proving(twoStep, [saved, code('phone')], strict).grantId).toBeDefined();
    expect(proving(plain, [code('mail')], strict).grantId).toBeDefined();
    const needs = proving(
      { ...twoStep, recoveryCode: { hash: 'h', createdAt: NOW } },
      [code('mail')],
      strict,
    ).needs;
    expect(needs).toEqual({ contacts: [], recoveryCode: true });
  });

  it('REC-3 proofs count together in one recovery, and for its hour', () => {
    const first = withProofs(twoStep, recovery, [code('mail')], ids.grantId, NOW, policy).account;
    const other = 'other' as RecoveryId;
    expect(withProofs(first, other, [code('phone')], ids.grantId, NOW, policy).grantId).toBeUndefined();
    const second = (after: number) =>
      withProofs(first, recovery, [code('phone')], ids.grantId, plus(NOW, after), policy).grantId;
    expect(second(HOUR - 1)).toBeDefined();
    expect(second(HOUR)).toBeUndefined();
  });

  it('REP-4 while somebody else may know the password, one of the codes is from above suspicion', () => {
    const { account: suspicious } = distrust(twoStep, ['mail' as ContactId], 'e' as EventId, NOW);
    expect(proving(suspicious, [code('mail 2'), code('phone')]).grantId).toBeUndefined();
    expect(proving(suspicious, [code('phone'), code('mail')]).grantId).toBeDefined();
    const withCode = { ...twoStep, recoveryCode: { hash: 'h', createdAt: NOW } };
    expect(distrust(withCode, [], 'e' as EventId, NOW).account.recoveryCode).toBeUndefined();
    expect(
      distrust(proving(twoStep, [code('mail')]).account, [], 'e' as EventId, NOW).account.recoveries,
    ).toBeUndefined();
  });

  it('REC-3 whoever reads one contact pushes out their own beginnings, not the holder’s', () => {
    const begin = (from: Account, id: string, by: string) =>
      withProofs(from, id as RecoveryId, [code(by)], 'none' as GrantId, NOW, policy).account;
    let from = begin(twoStep, 'holder', 'mail');
    for (let n = 0; n < 9; n += 1) from = begin(from, `thief ${n}`, 'phone');
    expect(from.recoveries?.map(({ id }) => id)).toEqual(['holder', 'thief 8']);
  });
});
