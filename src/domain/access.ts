import { ownContacts, provers, type Account } from './account.js';
import type { Instant } from './instant.js';
import { ok, refuse, type Outcome } from './outcome.js';
import { isElevated, type Caller } from './session.js';

/** A session of ours lives in its row. One from outside lives until everything was ended (REP-4, RMV-5, REC-4). */
export function isSignedIn({ sessions, sessionsEndedAt }: Account, { outside, sessionId }: Caller): boolean {
  return outside === undefined
    ? sessions.some(({ id }) => id === sessionId)
    : sessionsEndedAt === undefined || outside.since > sessionsEndedAt;
}

export type StepUpRefusal = 'account-protected' | 'step-up-required';

/** WIN-2, TSV-1, DEV-1, APP-1, REC-5: what is never done in a protection window, and always takes a step-up. */
export function mayWithStepUp(
  account: Account,
  caller: Caller,
  now: Instant,
): Outcome<undefined, StepUpRefusal> {
  const { protection } = account;
  if (protection.kind === 'protected')
    return refuse({ code: 'account-protected', endsAt: protection.window.endsAt });
  return isElevated(caller, now)
    ? ok(undefined)
    : refuse({ code: 'step-up-required', contacts: provers(account) });
}

/**
 * ADD-7, RMV-1, WIN-2: the same for what has to stay possible without security info: adding the first, a new password, an
 * export, the end of the account. A disabled contact counts as one though it can't give a step-up: a hundred wrong codes
 * must not open what a right one does.
 */
export function mayWithStepUpOrNoContact(
  account: Account,
  caller: Caller,
  now: Instant,
): Outcome<undefined, StepUpRefusal> {
  const may = mayWithStepUp(account, caller, now);
  if (may.ok || may.refusal.code === 'account-protected') return may;
  return ownContacts(account).length === 0 ? ok(undefined) : may;
}
