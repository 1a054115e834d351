import { contactsIn, type Account, type Change } from './account.js';
import { isRemembered } from './answered-request.js';
import { expiresAt } from './challenge.js';
import { isSpent } from './code-ledger.js';
import { withoutPastCodes } from './codes-sent.js';
import type { Contact } from './contact.js';
import type { EventId } from './identifiers.js';
import { DAY, plus, type Instant } from './instant.js';
import type { Policy } from './policy.js';
import { hasEnded, type Protection } from './protection.js';
import type { Session } from './session.js';

/** How long a challenge that judges no more still answers why, instead of "not found". */
const CLOSED_CHALLENGE_KEPT = DAY;
/** A farewell notice has this long to be delivered before the address goes in any case. */
const FAREWELL_KEPT = 7 * DAY;

/**
 * The account as it stands at `now`: whatever a passed instant has decided is done (WIN-1, WIN-5, ADD-5). Every
 * decision starts here, so a late timer never leaves an account in yesterday's state.
 */
export function settle(account: Account, now: Instant, policy: Policy): Change {
  const contacts = keep(account.contacts, (contact) => isKept(contact, now));
  const known = new Set(contacts.map(({ fingerprint }) => fingerprint));
  const tidied: Account = {
    ...withoutPastCodes(account, now),
    contacts,
    challenges: keep(
      account.challenges,
      (challenge) => now < plus(expiresAt(challenge, policy), CLOSED_CHALLENGE_KEPT),
    ),
    ledgers: keep(account.ledgers, (ledger) => !isSpent(ledger, known.has(ledger.fingerprint), now)),
    sessions: keep(account.sessions, (session) => lives(session, account.sessionsEndedAt, now)),
    devices: keep(
      account.devices,
      ({ lastUsedAt, trustedAt }) =>
        beganAfter(trustedAt, account.sessionsEndedAt) && now < plus(lastUsedAt, policy.deviceUnused),
    ),
    appPasswords: keep(account.appPasswords, ({ createdAt }) =>
      beganAfter(createdAt, account.sessionsEndedAt),
    ),
    answered: keep(account.answered, (request) => isRemembered(request, now)),
  };
  const { protection } = tidied;
  if (protection.kind !== 'protected' || !hasEnded(protection.window, now))
    return { account: tidied, events: [] };

  const { id: windowId, endsAt } = protection.window;
  const ended: Protection =
    contactsIn(tidied, 'active').length > 0 ? { kind: 'normal' } : { kind: 'awaiting-info', since: endsAt };
  const id = `${windowId}.ended` as EventId;
  // REP-4: who waited for a new contact to lead to a new password has one now.
  const { newPassword } = tidied;
  const by = contactsIn(tidied, 'active').map((contact) => contact.id);
  const need = newPassword === undefined ? {} : { newPassword: { ...newPassword, by } };
  return {
    account: { ...tidied, ...need, protection: ended },
    events: [{ id, at: endsAt, happened: { kind: 'protection-ended', windowId } }],
  };
}

function lives(session: Session, endedAt: Instant | undefined, now: Instant): boolean {
  return now < session.expiresAt && beganAfter(session.createdAt, endedAt);
}

function beganAfter(began: Instant, endedAt: Instant | undefined): boolean {
  return endedAt === undefined || began > endedAt;
}

function isKept({ state }: Contact, now: Instant): boolean {
  switch (state.kind) {
    case 'pending':
      return now < state.expiresAt;
    case 'removed':
      return now < state.undoUntil;
    case 'retired':
      return now < plus(state.windowEndsAt, FAREWELL_KEPT);
    case 'active':
    case 'disabled':
      return true;
  }
}

/** The same array when everything stays, so that an unchanged part is seen to be unchanged. */
function keep<T>(items: readonly T[], stays: (item: T) => boolean): readonly T[] {
  return items.every(stays) ? items : items.filter(stays);
}
