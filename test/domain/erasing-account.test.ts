import { describe, expect, it } from 'vitest';
import { eraseAccount } from '../../src/domain/erasing-account.js';
import type { ErasureId, EventId } from '../../src/domain/identifiers.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { account, active, contact, elevatedBy, NOW, signedIn } from '../support/accounts.js';

const ids = { erasureId: 'erasure' as ErasureId, eventId: 'erased' as EventId };
const refusal = (from: ReturnType<typeof account>, by: string | undefined) => {
  const caller = by === undefined ? signedIn() : elevatedBy(by);
  const { outcome } = eraseAccount(from, caller, ids, NOW, policy);
  return outcome.ok ? 'erased' : outcome.refusal;
};

describe('PRV-3 RMV-4 erasing an account', () => {
  const both = account(contact('elder', active(7)), contact('young', active(6)));

  it('is not for the code of a newcomer while an elder is there', () => {
    expect(refusal(both, 'young')).toMatchObject({
      code: 'step-up-required',
      contacts: [{ id: 'elder' }],
    });
    expect(refusal(both, 'elder')).toBe('erased');
    expect(refusal(account(contact('young', active(6))), 'young')).toBe('erased');
  });

  it('needs a step-up where there is a contact', () => {
    expect(refusal(both, undefined)).toMatchObject({ code: 'step-up-required' });
    expect(refusal(account(), undefined)).toBe('erased');
  });
});
