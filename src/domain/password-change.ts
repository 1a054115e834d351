import { mayWithStepUpOrNoContact } from './access.js';
import { contactsIn, shutOut, type Account, type Change, type Credential } from './account.js';
import type { Happening } from './account-event.js';
import type { Decision } from './decision.js';
import type { ContactId, EventId, GrantId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import type { LastPasswordChange, PasswordChange, RecoveryGrant } from './new-password-need.js';
import { aboveSuspicion, distrust } from './new-password.js';
import { ok, refuse, type Outcome } from './outcome.js';
import type { Policy } from './policy.js';
import { cancelOpenWindow } from './protection-changes.js';
import type { Caller } from './session.js';

/** Whether the grant is good for a new password, and in place of which. */
export function mayReset(
  account: Account,
  grantId: GrantId,
  now: Instant,
): Outcome<Credential, GrantRefusal> {
  const { credential } = account;
  if (credential === undefined) return refuse({ code: 'grant-invalid' });
  const good = goodGrant(account, grantId, now);
  return good.ok ? ok(credential) : good;
}

/** REC-4: uses the grant up, ends everything that let somebody in, and tells every contact. Signs nobody in. */
export function setNewPassword(
  account: Account,
  grantId: GrantId,
  passwordHash: string,
  eventId: EventId,
  now: Instant,
  policy: Policy,
): Decision<undefined, GrantRefusal> {
  const may = mayReset(account, grantId, now);
  if (!may.ok) return { outcome: may };
  const set = { ...may.value, passwordHash };
  const by = account.recoveryGrant?.by ?? [];
  return { outcome: ok(undefined), change: withPassword(account, set, by, eventId, now, policy) };
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
  policy: Policy,
): Decision<undefined, GrantRefusal> {
  const good = goodGrant(account, grantId, now);
  if (!good.ok) return { outcome: good };
  return {
    outcome: ok(undefined),
    change: passwordChanged(account, good.value.by ?? [], eventId, now, policy),
  };
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
  policy: Policy,
): Decision<undefined, 'account-protected' | 'step-up-required' | 'wrong-credentials'> {
  const may = mayWithStepUpOrNoContact(account, caller, now);
  if (!may.ok) return { outcome: may };
  const { credential } = account;
  // Somebody else may have changed it since it was compared.
  if (credential?.passwordHash !== compared) return { outcome: refuse({ code: 'wrong-credentials' }) };
  const by = caller.elevation === undefined ? [] : [caller.elevation.by];
  const change = withPassword(account, { ...credential, passwordHash }, by, eventId, now, policy);
  return { outcome: ok(undefined), change };
}

function withPassword(
  account: Account,
  credential: Credential,
  by: readonly ContactId[],
  eventId: EventId,
  now: Instant,
  policy: Policy,
): Change {
  const { newPassword, ...rest } = account;
  const all = [...by, ...(newPassword?.suspects ?? [])];
  return passwordChanged({ ...rest, credential }, all, eventId, now, policy);
}

/** More are never kept. */
const CHANGES_KEPT = 10;

/**
 * Everybody is out, and told. A saved code made lately goes, too: whoever is put out may have made it. The one that came in
 * place of a code just used stays: it is in the hands of whoever sets this password.
 */
function passwordChanged(
  account: Account,
  by: readonly ContactId[],
  eventId: EventId,
  now: Instant,
  policy: Policy,
): Change {
  const { passwordChange: before, recoveryCode, recoveryGrant, ...rest } = account;
  const tell = contactsIn(account, 'active').map(({ id }) => id);
  const earlier = changesIn(before).slice(0, CHANGES_KEPT - 1);
  const isOld = recoveryCode !== undefined && recoveryCode.createdAt <= plus(now, -policy.probation);
  const keeps = isOld || recoveryGrant?.bySavedCode === true;
  return {
    account: {
      ...shutOut(rest, now),
      ...(recoveryCode !== undefined && keeps ? { recoveryCode } : {}),
      passwordChange: { eventId, at: now, by, earlier },
    },
    events: [{ id: eventId, at: now, happened: { kind: 'password-changed', tell } }],
  };
}

/** The newest first. */
function changesIn(last: LastPasswordChange | undefined): readonly PasswordChange[] {
  if (last === undefined) return [];
  const { earlier, ...newest } = last;
  return [newest, ...earlier];
}

/** The new passwords that can be undone now, the newest first. */
export function repudiable(
  { passwordChange }: Account,
  now: Instant,
  policy: Policy,
): readonly PasswordChange[] {
  return changesIn(passwordChange).filter(({ at }) => now < plus(at, policy.repudiation));
}

/**
 * REC-4: "this wasn't me", by the link of the notice. Whoever set that password is out at once, a window opened since is
 * cancelled, and the next password comes by the code of a contact that was there well before. Once, and for some days. With
 * it goes every other password that could be undone: whoever set one may have set the next by a contact that they added.
 */
export function repudiatePassword(
  account: Account,
  changeId: EventId,
  ids: { readonly eventId: EventId },
  now: Instant,
  policy: Policy,
): Decision<undefined, 'repudiation-closed'> {
  const open = repudiable(account, now, policy);
  const first = open.at(-1);
  if (first === undefined || !open.some(({ eventId }) => eventId === changeId))
    return { outcome: refuse({ code: 'repudiation-closed' }) };
  const { passwordChange: _, ...rest } = account;
  const suspects = [...new Set(open.flatMap(({ by }) => by))];
  // Passwords are not changed while a window runs: one that runs now was opened since.
  const { account: freed, events } = cancelOpenWindow(rest, now, policy);
  const trusted = aboveSuspicion(freed, { since: first.at, suspects }, policy);
  const distrusted = distrust(freed, trusted, `${changeId}.distrusted` as EventId, now);
  const tell = contactsIn(freed, 'active').map(({ id }) => id);
  const happened: Happening = { kind: 'password-repudiated', tell };
  return {
    outcome: ok(undefined),
    change: {
      account: withSuspects(distrusted.account, suspects),
      events: [...events, { id: ids.eventId, at: now, happened }, ...distrusted.events],
    },
  };
}

/** Remembered until the next new password, whose repudiation must not make them trusted again. */
function withSuspects(account: Account, suspects: readonly ContactId[]): Account {
  const { newPassword } = account;
  return newPassword === undefined ? account : { ...account, newPassword: { ...newPassword, suspects } };
}
