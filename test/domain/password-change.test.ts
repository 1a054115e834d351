import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import type { AppPasswordId, ContactId, DeviceId, EventId, GrantId } from '../../src/domain/identifiers.js';
import { DAY, MINUTE, plus, SECOND } from '../../src/domain/instant.js';
import { withGrant } from '../../src/domain/new-password.js';
import { changePassword, repudiatePassword, setNewPassword } from '../../src/domain/password-change.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { startProtection } from '../../src/domain/protection-changes.js';
import { settle } from '../../src/domain/settled-account.js';
import type { DeviceTokenHash } from '../../src/domain/trusted-device.js';
import { active, contact, elevatedBy, ids, NOW, signedIn, withPassword } from '../support/accounts.js';

const changeId = 'changed' as EventId;
const repudiated = { eventId: 'repudiated' as EventId };
const grant = 'grant' as GrantId;
const by = (name: string) => name as ContactId;

const holder: Account = {
  ...withPassword(
    contact('old', active(100)),
    contact('phone', active(50), 'phone'),
    contact('young', active(1)),
  ),
  devices: [
    {
      id: 'laptop' as DeviceId,
      unused: ['hash' as DeviceTokenHash],
      spent: [],
      trustedAt: plus(NOW, -DAY),
      lastUsedAt: NOW,
    },
  ],
  appPasswords: [
    { id: 'mail' as AppPasswordId, name: 'Mail', selector: 'abcd', hash: 'hash', createdAt: plus(NOW, -DAY) },
  ],
};

function recovered(from = holder, given = [by('young')]): Account {
  const granted = withGrant(from, grant, given, NOW, policy);
  const set = setNewPassword(granted, grant, 'new hash', changeId, NOW, policy);
  expect(set.outcome.ok).toBe(true);
  return set.change?.account ?? from;
}

describe('REC-4 a new password', () => {
  it('ends every session, trusted device and app password, and tells every contact', () => {
    const granted = withGrant(holder, grant, [by('old')], NOW, policy);
    const { change } = setNewPassword(granted, grant, 'new hash', changeId, NOW, policy);
    expect(change?.account).toMatchObject({
      sessions: [],
      devices: [],
      appPasswords: [],
      sessionsEndedAt: NOW,
    });
    expect(change?.account.credential?.passwordHash).toBe('new hash');
    expect(change?.events[0]?.happened).toEqual({
      kind: 'password-changed',
      tell: ['old', 'phone', 'young'],
    });
  });

  it('takes no session, device or app password back whose row could not be deleted', () => {
    const { devices, sessions, appPasswords } = holder;
    const left = settle(
      { ...recovered(), devices, sessions, appPasswords },
      plus(NOW, SECOND),
      policy,
    ).account;
    expect([left.devices, left.sessions, left.appPasswords]).toEqual([[], [], []]);
  });

  it.each([
    ['made a probation ago stays', policy.probation, undefined, true],
    ['made a moment later than that goes', policy.probation - 1, undefined, false],
    ['that just came in place of a used one stays', 0, true, true],
  ] as const)('REC-5 a saved code %s', (_, age, bySavedCode, stays) => {
    const saved = { hash: 'saved', createdAt: plus(NOW, -age) };
    const granted = withGrant({ ...holder, recoveryCode: saved }, grant, [by('old')], NOW, policy);
    const { recoveryGrant } = granted;
    if (recoveryGrant === undefined) throw new Error('no grant');
    const proven = bySavedCode === undefined ? recoveryGrant : { ...recoveryGrant, bySavedCode };
    const { change } = setNewPassword(
      { ...granted, recoveryGrant: proven },
      grant,
      'new',
      changeId,
      NOW,
      policy,
    );
    expect(change?.account.recoveryCode).toEqual(stays ? saved : undefined);
  });

  it('uses the grant up', () => {
    expect(setNewPassword(recovered(), grant, 'another', changeId, NOW, policy).outcome).toMatchObject({
      ok: false,
    });
  });

  it.each([
    ['right before its end', policy.recoveryGrantLifetime - 1, true],
    ['at its end', policy.recoveryGrantLifetime, false],
    ['after it', policy.recoveryGrantLifetime + 1, false],
  ])('takes a grant %s: %s ms, %s', (_, later, good) => {
    const granted = withGrant(holder, grant, [], NOW, policy);
    expect(setNewPassword(granted, grant, 'h', changeId, plus(NOW, later), policy).outcome.ok).toBe(good);
  });
});

describe('a password change', () => {
  const replacement = { compared: 'hash', passwordHash: 'new hash' };

  it('needs a step-up that is still fresh, as long as there is a contact', () => {
    const at = (later: number) =>
      changePassword(holder, elevatedBy('old'), replacement, changeId, plus(NOW, later), policy).outcome.ok;
    expect([at(0), at(15 * MINUTE - 1), at(15 * MINUTE)]).toEqual([true, true, false]);
    expect(changePassword(holder, signedIn(), replacement, changeId, NOW, policy).outcome).toMatchObject({
      refusal: { code: 'step-up-required' },
    });
    expect(changePassword(withPassword(), signedIn(), replacement, changeId, NOW, policy).outcome.ok).toBe(
      true,
    );
  });

  it('WIN-2 is shut in a protection window', () => {
    const opening = { windowId: ids.windowId, reason: 'all-removed', retires: () => true } as const;
    const { account } = startProtection(holder, opening, NOW, policy);
    expect(
      changePassword(account, elevatedBy('old'), replacement, changeId, NOW, policy).outcome,
    ).toMatchObject({
      refusal: { code: 'account-protected' },
    });
  });

  it('is refused when the password was changed since it was compared', () => {
    const stale = { ...replacement, compared: 'an older hash' };
    expect(changePassword(holder, elevatedBy('old'), stale, changeId, NOW, policy).outcome).toMatchObject({
      refusal: { code: 'wrong-credentials' },
    });
  });
});

describe('REC-4 "this wasn’t me"', () => {
  it('ends everything again, and leaves out those whose code set the password', () => {
    const { change, outcome } = repudiatePassword(recovered(), changeId, repudiated, plus(NOW, DAY), policy);
    expect(outcome.ok).toBe(true);
    expect(change?.account.newPassword).toMatchObject({ since: plus(NOW, DAY), by: ['old', 'phone'] });
    expect(change?.account.sessionsEndedAt).toBe(plus(NOW, DAY));
    expect(change?.events.map(({ happened }) => happened.kind)).toEqual([
      'password-repudiated',
      'new-password-needed',
    ]);
  });

  it('cancels a window that was opened since', () => {
    const opening = { windowId: ids.windowId, reason: 'all-removed', retires: () => true } as const;
    const { account } = startProtection(recovered(), opening, plus(NOW, MINUTE), policy);
    const { change } = repudiatePassword(account, changeId, repudiated, plus(NOW, DAY), policy);
    expect(change?.account.protection).toEqual({ kind: 'normal' });
    expect(change?.account.newPassword?.by).toEqual(['old', 'phone']);
  });

  it('a second new password takes no way back from the first, and trusts nobody anew', () => {
    const added = contact('planted', active(0));
    const first = recovered(holder, [by('old')]);
    const later = plus(NOW, MINUTE);
    const grown: Account = { ...first, contacts: [...first.contacts, added] };
    const again = withGrant(grown, grant, [added.id], later, policy);
    const second = setNewPassword(again, grant, 'another hash', 'second' as EventId, later, policy).change
      ?.account;
    for (const link of [changeId, 'second' as EventId]) {
      const { change } = repudiatePassword(second ?? first, link, repudiated, plus(NOW, DAY), policy);
      expect(change?.account.newPassword?.by, link).toEqual(['phone']);
    }
    const lastDay = plus(NOW, policy.repudiation);
    expect(repudiatePassword(second ?? first, changeId, repudiated, lastDay, policy).outcome.ok).toBe(false);
    const { change } = repudiatePassword(second ?? first, 'second' as EventId, repudiated, lastDay, policy);
    expect(change?.account.newPassword?.by).toEqual(['old', 'phone']);
  });

  it('whoever was thrown out can’t throw out the other way round', () => {
    const { change } = repudiatePassword(recovered(holder, [by('old')]), changeId, repudiated, NOW, policy);
    const thrownOut = change?.account ?? holder;
    const granted = withGrant(thrownOut, grant, [by('phone')], plus(NOW, DAY), policy);
    const mine = setNewPassword(granted, grant, 'mine', 'mine' as EventId, plus(NOW, DAY), policy).change
      ?.account;
    const back = repudiatePassword(mine ?? holder, 'mine' as EventId, repudiated, plus(NOW, DAY), policy);
    // Both are suspects now: neither leads alone.
    expect(back.change?.account.newPassword?.by).toEqual(['old', 'phone']);
  });

  it('works once', () => {
    const { change } = repudiatePassword(recovered(), changeId, repudiated, NOW, policy);
    const again = repudiatePassword(change?.account ?? holder, changeId, repudiated, NOW, policy);
    expect(again.outcome).toMatchObject({ refusal: { code: 'repudiation-closed' } });
  });

  it.each([
    [policy.repudiation - 1, true],
    [policy.repudiation, false],
    [policy.repudiation + 1, false],
  ])('is open for seven days: after %s ms, %s', (later, open) => {
    expect(repudiatePassword(recovered(), changeId, repudiated, plus(NOW, later), policy).outcome.ok).toBe(
      open,
    );
  });

  it('belongs to the last new password alone', () => {
    const other = 'another change' as EventId;
    expect(repudiatePassword(recovered(), other, repudiated, NOW, policy).outcome.ok).toBe(false);
    expect(repudiatePassword(holder, changeId, repudiated, NOW, policy).outcome.ok).toBe(false);
  });

  it('always leaves somebody who can set the next password, and never only a suspect where there is another', () => {
    const days = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(
        fc.array(days, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 0, max: 5 }),
        (ages, at) => {
          const contacts = ages.map((age, n) => contact(`c${n}`, active(age)));
          const suspect = by(`c${at % ages.length}`);
          const { change } = repudiatePassword(
            recovered({ ...holder, contacts }, [suspect]),
            changeId,
            repudiated,
            NOW,
            policy,
          );
          const trusted = change?.account.newPassword?.by ?? [];
          expect(trusted.length).toBeGreaterThan(0);
          const elders = ages.filter((age, n) => age >= 7 && `c${n}` !== suspect);
          if (elders.length > 0) expect(trusted).not.toContain(suspect);
        },
      ),
    );
  });
});
