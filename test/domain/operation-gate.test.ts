import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import { judgeOperation, OPERATIONS, type OperationProof } from '../../src/domain/operation-gate.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { openWindow } from '../../src/domain/protection.js';
import { account, active, contact, ids, NOW } from '../support/accounts.js';

const window = openWindow(ids.windowId, 'all-removed', NOW, policy);
const protections: Readonly<Record<string, Account['protection']>> = {
  normal: { kind: 'normal' },
  'awaiting info': { kind: 'awaiting-info', since: NOW },
  window: { kind: 'protected', window },
};
const twoSteps = { off: {}, on: { twoStepVerification: { since: NOW } } } as const;
const proofs: Readonly<Record<string, OperationProof>> = {
  nothing: { trustedDevice: false, appPassword: 'none' },
  'a trusted device': { trustedDevice: true, appPassword: 'none' },
  'an app password': { trustedDevice: false, appPassword: 'right' },
  'both of them': { trustedDevice: true, appPassword: 'right' },
  'a wrong app password': { trustedDevice: false, appPassword: 'wrong' },
  'a device and a wrong app password': { trustedDevice: true, appPassword: 'wrong' },
};
const shut = ['security-settings', 'payment'] as const;
const open = ['mail', 'messaging', 'files', 'devices'] as const;

/** By hand, not by the rule: kind of operation, protection, two-step verification, proof → what is said. */
const table: Readonly<Record<string, string>> = {
  'shut | normal | nothing': 'open',
  'shut | normal | a trusted device': 'open',
  'shut | normal | an app password': 'app-password-not-enough',
  'shut | normal | both of them': 'app-password-not-enough',
  'shut | window | nothing': 'account-protected until its end',
  'shut | window | a trusted device': 'account-protected until its end',
  'shut | window | an app password': 'app-password-not-enough',
  'shut | window | both of them': 'app-password-not-enough',
  'open | normal | nothing': 'open',
  'open | normal | a trusted device': 'open',
  'open | normal | an app password': 'open',
  'open | normal | both of them': 'open',
  'open, two-step off | window | nothing': 'open',
  'open, two-step on | window | nothing': 'device-required until its end',
  'open | window | a trusted device': 'open',
  'open | window | an app password': 'open',
  'open | window | both of them': 'open',
};

const rows = OPERATIONS.flatMap((operation) =>
  Object.keys(protections).flatMap((protection) =>
    (['off', 'on'] as const).flatMap((twoStep) =>
      Object.keys(proofs).map((proof) => ({ operation, protection, twoStep, proof })),
    ),
  ),
);

function expected({ operation, proof, protection, twoStep }: (typeof rows)[number]): string | undefined {
  if (proof.includes('wrong')) return 'wrong-app-password';
  const kind = (shut as readonly string[]).includes(operation) ? 'shut' : 'open';
  const state = protection === 'window' ? 'window' : 'normal';
  return (
    table[`${kind} | ${state} | ${proof}`] ?? table[`${kind}, two-step ${twoStep} | ${state} | ${proof}`]
  );
}

describe('WIN-2 may this operation go on', () => {
  it('every operation is of one kind', () => {
    expect([...shut, ...open].sort()).toEqual([...OPERATIONS].sort());
    expect(rows).toHaveLength(6 * 3 * 2 * 6);
  });

  it.each(rows)('$operation, $protection, two-step $twoStep, $proof', (row) => {
    const from = {
      ...account(contact('one', active(10))),
      protection: protections[row.protection]!,
      ...twoSteps[row.twoStep],
    };
    const verdict = judgeOperation(from, row.operation, proofs[row.proof]!);
    const until = verdict.allowed || verdict.until === undefined ? '' : ' until its end';
    if (until !== '') expect(verdict).toMatchObject({ until: window.endsAt });
    expect(verdict.allowed ? 'open' : `${verdict.reason}${until}`).toBe(expected(row));
  });

  it('more proof never shuts mail and the like, and no proof opens what a window shuts', () => {
    const anyProof = fc.record({
      trustedDevice: fc.boolean(),
      appPassword: fc.constantFrom('none' as const, 'right' as const),
    });
    const anyAccount = fc.record({
      protection: fc.constantFrom(...Object.values(protections)),
      twoStep: fc.constantFrom(twoSteps.on, twoSteps.off),
    });
    fc.assert(
      fc.property(anyAccount, anyProof, anyProof, ({ protection, twoStep }, one, other) => {
        const from = { ...account(), protection, ...twoStep };
        const more = {
          trustedDevice: one.trustedDevice || other.trustedDevice,
          appPassword: one.appPassword === 'right' ? one.appPassword : other.appPassword,
        };
        for (const operation of open)
          if (judgeOperation(from, operation, one).allowed)
            expect(judgeOperation(from, operation, more).allowed).toBe(true);
        if (protection.kind === 'protected')
          for (const operation of shut) expect(judgeOperation(from, operation, more).allowed).toBe(false);
      }),
    );
  });
});
