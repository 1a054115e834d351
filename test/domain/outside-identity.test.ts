import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedIn } from '../../src/domain/access.js';
import type { Account } from '../../src/domain/account.js';
import { isNew } from '../../src/domain/adding-contacts.js';
import type { AddressFingerprint, SealedAddress } from '../../src/domain/contact-address.js';
import type { EventId, GrantId, SessionId } from '../../src/domain/identifiers.js';
import { MINUTE, plus } from '../../src/domain/instant.js';
import { withGrant } from '../../src/domain/new-password.js';
import { repudiatePassword, setNewPassword, takeGrant } from '../../src/domain/password-change.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import type { Caller } from '../../src/domain/session.js';
import { account, active, contact, named, NOW, signedIn, withPassword } from '../support/accounts.js';

const outside = (since = NOW): Caller => ({
  ...signedIn(),
  sessionId: 'theirs' as SessionId,
  outside: { since },
});

describe('IDN-1 a session from outside', () => {
  it.each([
    [-1, false],
    [0, false],
    [1, true],
  ])('that began %i ms after everything was ended is signed in: %s', (milliseconds, is) => {
    const ended: Account = { ...account(), sessionsEndedAt: NOW };
    expect(isSignedIn(ended, outside(plus(NOW, milliseconds)))).toBe(is);
  });

  it('needs no row of ours, and a session of ours does', () => {
    const { sessions: _, ...rest } = account();
    const without: Account = { ...rest, sessions: [] };
    expect(isSignedIn(without, outside())).toBe(true);
    expect(isSignedIn(without, signedIn())).toBe(false);
    expect(isSignedIn(account(), signedIn())).toBe(true);
  });
});

it('ADD-3 the address that the account has outside is refused as a contact', () => {
  const name = { sealed: 'sealed' as SealedAddress, fingerprint: 'fingerprint own' as AddressFingerprint };
  const own: Account = { ...account(), outsideName: { ...name, claimed: true } };
  expect(isNew(own, named('own'))).toMatchObject({ refusal: { errors: [{ code: 'own-sign-in-address' }] } });
  expect(isNew(own, named('other')).ok).toBe(true);
});

describe('IDN-4 REC-4 a grant taken by the system that keeps the password', () => {
  const grant = 'grant' as GrantId;
  const taken = 'taken' as EventId;
  const holder = account(contact('old', active(100)), contact('young', active(1)));
  const granted = withGrant(holder, grant, ['young' as never], NOW, policy);

  it('ends everything that let somebody in, tells every contact, and can be repudiated', () => {
    const { change, outcome } = takeGrant(granted, grant, taken, NOW, policy);
    expect(outcome.ok).toBe(true);
    expect(change?.account).toMatchObject({ sessions: [], sessionsEndedAt: NOW });
    expect(change?.account.recoveryGrant).toBeUndefined();
    expect(change?.events[0]?.happened).toEqual({ kind: 'password-changed', tell: ['old', 'young'] });
    const ids = { eventId: 'not me' as EventId };
    const repudiated = repudiatePassword(change!.account, taken, ids, plus(NOW, MINUTE), policy);
    expect(repudiated.change?.events.map(({ happened }) => happened.kind)).toEqual([
      ...['password-repudiated', 'new-password-needed'],
    ]);
  });

  it.each([
    [policy.recoveryGrantLifetime - 1, true],
    [policy.recoveryGrantLifetime, false],
    [policy.recoveryGrantLifetime + 1, false],
  ])('%i ms after it was given it is good: %s', (milliseconds, is) => {
    expect(takeGrant(granted, grant, taken, plus(NOW, milliseconds), policy).outcome.ok).toBe(is);
  });

  it('is good once, whoever takes it, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 4 }), (takers) => {
        let at: Account = withGrant(withPassword(contact('old', active(100))), grant, [], NOW, policy);
        const good = takers.filter((byUs) => {
          const { change, outcome } = byUs
            ? setNewPassword(at, grant, 'hash', taken, NOW, policy)
            : takeGrant(at, grant, taken, NOW, policy);
          at = change?.account ?? at;
          return outcome.ok;
        });
        expect(good).toHaveLength(1);
      }),
    );
    expect(takeGrant(granted, 'another' as GrantId, taken, NOW, policy).outcome.ok).toBe(false);
  });

  it('leaves a password of ours, and what asks for a new one, as they are', () => {
    const need = { since: NOW, by: [] };
    const robbed: Account = { ...withPassword(contact('old', active(100))), newPassword: need };
    const after = takeGrant(withGrant(robbed, grant, [], NOW, policy), grant, taken, NOW, policy).change
      ?.account;
    expect([after?.credential, after?.newPassword]).toEqual([robbed.credential, need]);
  });
});
