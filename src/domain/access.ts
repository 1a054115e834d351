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

/**
 * ADD-7, RMV-1, WIN-2: whether this caller may change security info now: not during a protection window, and with a
 * step-up as long as there is a contact. A disabled one counts though it can't give one: a hundred wrong codes must not
 * open what a right one does.
 */
export function mayChangeContacts(
  account: Account,
  caller: Caller,
  now: Instant,
): Outcome<undefined, 'account-protected' | 'step-up-required'> {
  if (account.protection.kind === 'protected') {
    return refuse({ code: 'account-protected', endsAt: account.protection.window.endsAt });
  }
  return ownContacts(account).length === 0 || isElevated(caller, now)
    ? ok(undefined)
    : refuse({ code: 'step-up-required', contacts: provers(account) });
}

export type SettingsRefusal = 'account-protected' | 'step-up-required';

/** WIN-2, TSV-1, DEV-1, APP-1: the same for other security settings: never in a window, and always with a step-up. */
export function mayChangeSettings(
  account: Account,
  caller: Caller,
  now: Instant,
): Outcome<undefined, SettingsRefusal> {
  const { protection } = account;
  if (protection.kind === 'protected')
    return refuse({ code: 'account-protected', endsAt: protection.window.endsAt });
  return isElevated(caller, now)
    ? ok(undefined)
    : refuse({ code: 'step-up-required', contacts: provers(account) });
}
