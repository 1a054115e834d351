import type { Account, Change } from './account.js';
import { contactsIn, shutOut } from './account.js';
import type { Decision } from './decision.js';
import type { ContactId, EventId, GrantId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import type { NewPasswordNeed } from './new-password-need.js';
import { ok, refuse } from './outcome.js';
import type { Policy } from './policy.js';

/** Ends every session and asks for a new password. An account without one of ours is only told of (an event says so). */
export function distrust(
  account: Account,
  trusted: readonly ContactId[],
  eventId: EventId,
  now: Instant,
): Change {
  const need: NewPasswordNeed = { since: now, by: trusted };
  // A saved code may have been made by whoever is suspected (REC-5).
  const { recoveryCode: _1, recoveryGrant: _2, ...rest } = account;
  return {
    account: {
      ...shutOut(rest, now),
      ...(account.credential === undefined ? {} : { newPassword: need }),
    },
    events: [{ id: eventId, at: now, happened: { kind: 'new-password-needed' } }],
  };
}

/** What is known of whoever may have prepared for what is being undone. */
export interface Suspicion {
  /** The first thing they did that could not be hidden. */
  readonly since: Instant;
  /** The contact whose code they did it with, or brought along. */
  readonly suspect: ContactId | undefined;
}

/**
 * Whose code leads to a new password: of the active contacts those proven a probation before, the suspect left out; with less
 * and less of that where nobody would remain, for somebody must be able to get back in.
 */
export function aboveSuspicion(
  account: Account,
  { since, suspect }: Suspicion,
  policy: Policy,
): readonly ContactId[] {
  const active = contactsIn(account, 'active');
  const elders = active.filter(({ state }) => state.provenAt <= plus(since, -policy.probation));
  const candidates = [
    elders.filter(({ id }) => id !== suspect),
    elders,
    active.filter(({ id }) => id !== suspect),
  ];
  return (candidates.find((some) => some.length > 0) ?? active).map(({ id }) => id);
}

/** REC-3: the right code was typed; the grant replaces any earlier one. */
export function withGrant(
  account: Account,
  id: GrantId,
  by: readonly ContactId[],
  now: Instant,
  policy: Policy,
): Account {
  return { ...account, recoveryGrant: { id, by, expiresAt: plus(now, policy.recoveryGrantLifetime) } };
}

/** REC-4: uses the grant up, ends every session, and tells every contact. Signs nobody in. */
export function setNewPassword(
  account: Account,
  grantId: GrantId,
  passwordHash: string,
  eventId: EventId,
  now: Instant,
): Decision<undefined, 'grant-invalid'> {
  const { credential, newPassword: _1, recoveryGrant, ...rest } = account;
  const good = recoveryGrant?.id === grantId && now < recoveryGrant.expiresAt;
  if (!good || credential === undefined) return { outcome: refuse({ code: 'grant-invalid' }) };
  const changed: Account = { ...shutOut(rest, now), credential: { ...credential, passwordHash } };
  const tell = contactsIn(account, 'active').map(({ id }) => id);
  return {
    outcome: ok(undefined),
    change: {
      account: changed,
      events: [{ id: eventId, at: now, happened: { kind: 'password-changed', tell } }],
    },
  };
}
