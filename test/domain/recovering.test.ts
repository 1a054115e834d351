import { describe, expect, it } from 'vitest';
import type { ContactId, WindowId } from '../../src/domain/identifiers.js';
import { DAY, plus } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { recoveryContacts } from '../../src/domain/recovering.js';
import { account, active, contact, NOW } from '../support/accounts.js';

const shown = (from: Parameters<typeof recoveryContacts>[0], now = NOW) =>
  recoveryContacts(from, now, policy).map(({ id }) => id);

describe('contacts that may recover', () => {
  it('REC-0 a phone counts for a year after its last proof, and not a moment longer', () => {
    const phone = account(contact('phone', active(0), 'phone'), contact('mail', active(400)));
    const year = policy.phoneRecoversFor;
    expect(shown(phone, plus(NOW, year - 1))).toEqual(['mail', 'phone']);
    expect(shown(phone, plus(NOW, year))).toEqual(['mail']);
    expect(shown(phone, plus(NOW, year + 1))).toEqual(['mail']);
  });

  it('REC-0 proving it again counts from then', () => {
    const state = { ...active(400), confirmedAt: plus(NOW, -10 * DAY) };
    expect(shown(account(contact('phone', state, 'phone')))).toEqual(['phone']);
  });

  it('REC-1 pending, disabled and removed contacts are not shown', () => {
    const was = active(10);
    const all = account(
      contact('active', was),
      contact('pending', { kind: 'pending', expiresAt: plus(NOW, DAY) }),
      contact('disabled', { kind: 'disabled', disabledAt: NOW, was }),
    );
    expect(shown(all)).toEqual(['active']);
  });

  it('REP-4 RMV-5 while somebody else may know the password: those above suspicion alone', () => {
    const both = account(contact('elder', active(30)), contact('newcomer', active(1)));
    const suspicious = { ...both, newPassword: { since: NOW, by: ['elder' as ContactId] } };
    expect(shown(both)).toEqual(['elder', 'newcomer']);
    expect(shown(suspicious)).toEqual(['elder']);
  });

  it('WIN-2 during a window what was there before is shown', () => {
    const windowId = 'window' as WindowId;
    const retired = contact('old', {
      kind: 'retired',
      windowId,
      windowEndsAt: plus(NOW, DAY),
      was: active(10),
    });
    const window = { id: windowId, reason: 'replacement', startedAt: NOW, endsAt: plus(NOW, DAY) } as const;
    const open = {
      ...account(retired, contact('new', active(1))),
      protection: { kind: 'protected', window } as const,
    };
    expect(shown(open)).toEqual(['old']);
  });
});
