import { signInName, type Account } from '../domain/account.js';
import type { AccountEvent } from '../domain/account-event.js';
import { activityEntry, shownSince } from '../domain/activity.js';
import { challengeStatus } from '../domain/challenge.js';
import { confirmationView } from '../domain/confirmation.js';
import { contactView } from '../domain/contact-view.js';
import { exportAccount as decide } from '../domain/exporting-account.js';
import type { EventId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { protectionView } from '../domain/protection-view.js';
import { isElevated, type Caller } from '../domain/session.js';
import { changedByCaller, type AskedParts } from './change-account.js';
import { everyEvent } from './every-event.js';
import type { Parts } from './parts.js';

type ExportParts = AskedParts & Pick<Parts, 'vault'>;
/** Everything that is kept about an account, in words: no hash, no secret, nothing sealed. */
export type AccountExport = ReturnType<typeof written>;

/** PRV-3: all there is, for a fresh step-up outside a protection window. */
export async function exportAccount(
  parts: ExportParts,
  caller: Caller,
): Promise<Outcome<AccountExport, 'account-protected' | 'step-up-required' | 'unauthenticated'>> {
  const eventId = parts.random.id() as EventId;
  const exported = await changedByCaller(parts, caller, (account, now) =>
    decide(account, caller, eventId, now),
  );
  if (exported === undefined) return refuse({ code: 'unauthenticated' });
  const { account, now, outcome } = exported;
  if (!outcome.ok) return outcome;
  const events = await everyEvent(parts, account.id, shownSince(now, parts.policy));
  return ok(written(parts, caller, account, events, now));
}

function written(
  parts: ExportParts,
  caller: Caller,
  account: Account,
  events: readonly AccountEvent[],
  now: Instant,
) {
  const { createdAt, id, lastConfirmedAt, lastSignInAt, locale } = account;
  return {
    exportedAt: now,
    accountId: id,
    ...nameOf(parts, account),
    locale,
    createdAt,
    ...(lastSignInAt === undefined ? {} : { lastSignInAt }),
    ...(lastConfirmedAt === undefined ? {} : { lastConfirmedAt }),
    newPasswordRequired: account.newPassword !== undefined,
    protection: protectionView(account.protection),
    confirmation: confirmationView(account.confirmation, now),
    twoStepVerification: account.twoStepVerification !== undefined,
    ...contactsOf(parts, account, isElevated(caller, now)),
    ...codesOf(parts, account, now),
    ...waysIn(account),
    activity: events.map((event) => activityEntry(event, account)),
  };
}

function nameOf({ vault }: ExportParts, account: Account) {
  const sealed = signInName(account);
  return sealed === undefined ? {} : { signInName: vault.open(sealed, account.id) };
}

/**
 * Removed ones, too: as long as they can come back they are kept. In full for a step-up (PRV-2), which only an account
 * without contacts of its own can do without.
 */
function contactsOf({ vault }: ExportParts, { contacts, id }: Account, inFull: boolean) {
  return {
    contacts: contacts.map((contact) => {
      const { state } = contact;
      const shown = contactView(contact, inFull ? vault.open(contact.sealed, id) : undefined);
      if (state.kind !== 'removed') return shown;
      return { ...shown, status: 'removed' as const, keptUntil: state.undoUntil };
    }),
  };
}

/** Codes themselves are not kept; that they were sent, and how often wrong ones were typed, is. */
function codesOf({ policy }: ExportParts, { challenges, contacts, ledgers }: Account, now: Instant) {
  return {
    challenges: challenges.map((challenge) => ({
      purpose: challenge.purpose,
      contactId: challenge.contactId,
      delivery: challenge.delivery,
      sentTimes: challenge.sentAt,
      status: challengeStatus(challenge, now, policy),
      wrongTries: challenge.wrongTries,
    })),
    codeCounts: ledgers.map(({ day, failuresInARow, fingerprint }) => {
      const contact = contacts.find((one) => one.fingerprint === fingerprint);
      return {
        ...(contact === undefined ? {} : { contactId: contact.id }),
        wrongInARow: failuresInARow,
        wrongInADay: day.failures,
      };
    }),
  };
}

function waysIn({ appPasswords, devices, recoveryCode, sessions }: Account) {
  return {
    sessions: sessions.map(({ createdAt, expiresAt }) => ({ createdAt, expiresAt })),
    trustedDevices: devices.map(({ lastUsedAt, name, trustedAt }) => ({
      ...(name === undefined ? {} : { name }),
      trustedAt,
      lastUsedAt,
    })),
    appPasswords: appPasswords.map(({ createdAt, lastUsedAt, name }) => ({
      name,
      createdAt,
      ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    })),
    ...(recoveryCode === undefined ? {} : { recoveryCode: { createdAt: recoveryCode.createdAt } }),
  };
}
