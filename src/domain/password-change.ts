import { mayChangeContacts } from './access.js';
import { contactsIn, shutOut, type Account, type Change, type Credential } from './account.js';
import type { Happening } from './account-event.js';
import type { Decision } from './decision.js';
import type { ContactId, EventId, GrantId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import type { RecoveryGrant } from './new-password-need.js';
import { aboveSuspicion, distrust } from './new-password.js';
import { ok, refuse, type Outcome } from './outcome.js';
import type { Policy } from './policy.js';
import { cancelProtection } from './protection-changes.js';
import type { Caller } from './session.js';

/** REC-4: uses the grant up, ends everything that let somebody in, and tells every contact. Signs nobody in. */
export function setNewPassword(
  account: Account,
  grantId: GrantId,
  passwordHash: string,
  eventId: EventId,
  now: Instant,
): Decision<undefined, GrantRefusal> {
  const { credential } = account;
  const good = goodGrant(account, grantId, now);
  if (!good.ok) return { outcome: good };
  if (credential === undefined) return { outcome: refuse({ code: 'grant-invalid' }) };
  const set = { ...credential, passwordHash };
  return { outcome: ok(undefined), change: withPassword(account, set, good.value.by ?? [], eventId, now) };
}

/**
 * REC-4 where another system keeps the password: it takes the grant and sets a new one itself. All else is the same; a
 * password of ours stays, and with it whatever need there is for a new one.
 */
export function takeGrant(
  account: Account,
  grantId: GrantId,
  eventId: EventId,
  now: Instant,
): Decision<undefined, GrantRefusal> {
  const good = goodGrant(account, grantId, now);
  if (!good.ok) return { outcome: good };
  return { outcome: ok(undefined), change: passwordChanged(account, good.value.by ?? [], eventId, now) };
}

export type GrantRefusal = 'account-protected' | 'grant-invalid';

/** WIN-2: one from before a window opened is worth nothing while it runs. */
function goodGrant(
  { protection, recoveryGrant }: Account,
  id: GrantId,
  now: Instant,
): Outcome<RecoveryGrant, GrantRefusal> {
  if (recoveryGrant?.id !== id || now >= recoveryGrant.expiresAt) return refuse({ code: 'grant-invalid' });
  return protection.kind === 'protected'
    ? refuse({ code: 'account-protected', endsAt: protection.window.endsAt })
    : ok(recoveryGrant);
}

/** A new password in place of one that was just compared. */
export interface PasswordReplacement {
  /** The hash that the typed current password was right for. */
  readonly compared: string;
  readonly passwordHash: string;
}

/** With the old password and a step-up. Ends everything that let somebody in, this session included. */
export function changePassword(
  account: Account,
  caller: Caller,
  { compared, passwordHash }: PasswordReplacement,
  eventId: EventId,
  now: Instant,
): Decision<undefined, 'account-protected' | 'step-up-required' | 'wrong-credentials'> {
  const may = mayChangeContacts(account, caller, now);
  if (!may.ok) return { outcome: may };
  const { credential } = account;
  // Somebody else may have changed it since it was compared.
  if (credential?.passwordHash !== compared) return { outcome: refuse({ code: 'wrong-credentials' }) };
  const by = caller.elevation === undefined ? [] : [caller.elevation.by];
  const change = withPassword(account, { ...credential, passwordHash }, by, eventId, now);
  return { outcome: ok(undefined), change };
}

function withPassword(
  account: Account,
  credential: Credential,
  by: readonly ContactId[],
  eventId: EventId,
  now: Instant,
): Change {
  const { newPassword: _, ...rest } = account;
  return passwordChanged({ ...rest, credential }, by, eventId, now);
}

/** Everybody is out, and told. */
function passwordChanged(account: Account, by: readonly ContactId[], eventId: EventId, now: Instant): Change {
  const { recoveryGrant: _, ...rest } = account;
  const tell = contactsIn(account, 'active').map(({ id }) => id);
  return {
    account: { ...shutOut(rest, now), passwordChange: { eventId, at: now, by } },
    events: [{ id: eventId, at: now, happened: { kind: 'password-changed', tell } }],
  };
}

/**
 * REC-4: "this wasn't me", by the link of the notice. Whoever set that password is out at once, a window opened since is
 * cancelled, and the next password comes by the code of a contact that was there well before. Once, and for some days.
 */
export function repudiatePassword(
  account: Account,
  changeId: EventId,
  ids: { readonly eventId: EventId },
  now: Instant,
  policy: Policy,
): Decision<undefined, 'repudiation-closed'> {
  const { passwordChange, ...rest } = account;
  const open = passwordChange?.eventId === changeId && now < plus(passwordChange.at, policy.repudiation);
  if (!open) return { outcome: refuse({ code: 'repudiation-closed' }) };
  const { at: since, by: suspects } = passwordChange;
  const { account: freed, events } = withoutWindow(rest, now, policy);
  const trusted = aboveSuspicion(freed, { since, suspects }, policy);
  const distrusted = distrust(freed, trusted, `${changeId}.distrusted` as EventId, now);
  const tell = contactsIn(freed, 'active').map(({ id }) => id);
  const happened: Happening = { kind: 'password-repudiated', tell };
  return {
    outcome: ok(undefined),
    change: {
      account: distrusted.account,
      events: [...events, { id: ids.eventId, at: now, happened }, ...distrusted.events],
    },
  };
}

/** Passwords are not changed while a window runs: one that runs now was opened since. */
function withoutWindow(account: Account, now: Instant, policy: Policy): Change {
  const { protection } = account;
  if (protection.kind !== 'protected') return { account, events: [] };
  const { id } = protection.window;
  const ids = { eventId: `${id}.cancelled` as EventId };
  return cancelProtection(account, id, undefined, ids, now, policy) ?? { account, events: [] };
}
