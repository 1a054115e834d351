import type { Account } from './account.js';
import type { AccountEvent, Happening } from './account-event.js';
import { standing, type ConfirmationDeadline } from './confirmation.js';
import type { Decision } from './decision.js';
import type { DeadlineId, EventId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import { ok, refuse } from './outcome.js';
import { withFullSession } from './full-session.js';
import type { Policy } from './policy.js';
import type { Caller } from './session.js';

/** CNF-1: whether a sign-in now gives reason to ask. `account` is as it was before that sign-in. */
export function confirmationIsDue(account: Account, now: Instant, policy: Policy): boolean {
  if (account.protection.kind === 'awaiting-info') return true;
  const confirmedAt = account.lastConfirmedAt ?? account.createdAt;
  const signedInAt = account.lastSignInAt ?? now;
  return (
    now >= plus(confirmedAt, policy.confirmationLasts) || now >= plus(signedInAt, policy.absenceThatAsks)
  );
}

export interface Asking {
  readonly account: Account;
  /** `noticed` and `overdue` stand in the way of a session. */
  readonly standing: ReturnType<typeof standing>;
  readonly events: readonly AccountEvent[];
}

/** CNF-1, CNF-2: what this sign-in has to ask. The first notice fixes the deadline; a protected account can't be asked. */
export function askAtSignIn(
  account: Account,
  ids: { readonly deadlineId: DeadlineId },
  now: Instant,
  policy: Policy,
): Asking {
  const { confirmation } = account;
  if (account.protection.kind === 'protected') return { account, standing: 'none', events: [] };
  if (confirmation.kind === 'noticed') return { account, standing: standing(confirmation, now), events: [] };
  if (!confirmationIsDue(account, now, policy)) return { account, standing: 'none', events: [] };

  const { deadlineId: id } = ids;
  const deadline: ConfirmationDeadline = {
    id,
    startedAt: now,
    endsAt: plus(now, policy.confirmationDeadline),
  };
  const happened: Happening = { kind: 'confirmation-asked', deadlineId: id };
  return {
    account: { ...account, confirmation: { kind: 'noticed', deadline } },
    standing: 'noticed',
    events: [{ id: `${id}.asked` as EventId, at: now, happened }],
  };
}

/**
 * CNF-3: another day without being asked, never past the deadline. Somebody who was asked while another device skipped
 * goes on just so; who isn't asked (any more) has nothing to skip.
 */
export function skipConfirmation(
  account: Account,
  caller: Caller,
  eventId: EventId,
  now: Instant,
  policy: Policy,
): Decision<undefined, 'nothing-to-skip' | 'deadline-passed'> {
  const { confirmation } = account;
  if (confirmation.kind === 'none') return { outcome: refuse({ code: 'nothing-to-skip' }) };
  const { deadline } = confirmation;
  switch (standing(confirmation, now)) {
    case 'overdue':
      return { outcome: refuse({ code: 'deadline-passed', deadline: deadline.endsAt }) };
    case 'noticed': {
      const until = Math.min(plus(now, policy.confirmationSkip), deadline.endsAt) as Instant;
      const skipped: Account = {
        ...withFullSession(account, caller.sessionId, now, policy),
        confirmation: { kind: 'noticed', deadline: { ...deadline, skippedUntil: until } },
      };
      const happened: Happening = { kind: 'confirmation-skipped', deadlineId: deadline.id };
      return {
        outcome: ok(undefined),
        change: { account: skipped, events: [{ id: eventId, at: now, happened }] },
      };
    }
    case 'skipped':
    case 'none': {
      if (caller.limitedTo === undefined) return { outcome: refuse({ code: 'nothing-to-skip' }) };
      const changed = withFullSession(account, caller.sessionId, now, policy);
      return { outcome: ok(undefined), change: { account: changed, events: [] } };
    }
  }
}

/** CNF-2: a code was received. Whatever was asked is answered. */
export function confirmed(
  account: Account,
  now: Instant,
): { readonly account: Account; readonly events: readonly AccountEvent[] } {
  const { confirmation } = account;
  const changed: Account = { ...account, lastConfirmedAt: now, confirmation: { kind: 'none' } };
  if (confirmation.kind === 'none') return { account: changed, events: [] };
  const { id: deadlineId } = confirmation.deadline;
  const happened: Happening = { kind: 'confirmation-given', deadlineId };
  return { account: changed, events: [{ id: `${deadlineId}.given` as EventId, at: now, happened }] };
}

/** CNF-4: the deadline has passed with nobody confirming. Written down once; undefined when that is done, or not so. */
export function deadlineSeenToPass(
  account: Account,
  deadlineId: DeadlineId,
  now: Instant,
): { readonly account: Account; readonly events: readonly AccountEvent[] } | undefined {
  const { confirmation } = account;
  if (confirmation.kind === 'none' || confirmation.deadline.id !== deadlineId) return undefined;
  const { deadline } = confirmation;
  if (now < deadline.endsAt || deadline.seenToPass === true) return undefined;
  const happened: Happening = { kind: 'confirmation-overdue', deadlineId };
  return {
    account: { ...account, confirmation: { kind: 'noticed', deadline: { ...deadline, seenToPass: true } } },
    events: [{ id: `${deadlineId}.overdue` as EventId, at: deadline.endsAt, happened }],
  };
}
