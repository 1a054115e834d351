import type { Account, Change } from './account.js';
import { contactsIn, shutOut } from './account.js';
import type { ContactId, EventId, GrantId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import type { NewPasswordNeed } from './new-password-need.js';
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
  /** The contacts whose codes they did it with, or that they brought along. */
  readonly suspects: readonly ContactId[];
}

/**
 * Whose code leads to a new password: of the active contacts those proven a probation before, the suspects left out; with less
 * and less of that where nobody would remain, for somebody must be able to get back in.
 */
export function aboveSuspicion(
  account: Account,
  { since, suspects }: Suspicion,
  policy: Policy,
): readonly ContactId[] {
  const active = contactsIn(account, 'active');
  const elders = active.filter(({ state }) => state.provenAt <= plus(since, -policy.probation));
  const candidates = [
    elders.filter(({ id }) => !suspects.includes(id)),
    elders,
    active.filter(({ id }) => !suspects.includes(id)),
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
  return { ...account, recoveryGrant: { id, expiresAt: plus(now, policy.recoveryGrantLifetime), by } };
}
