import type { AddressFingerprint } from './contact-address.js';
import type { Brand } from './brand.js';
import { DAY, HOUR, plus, type Instant } from './instant.js';
import type { Reached } from './limits.js';
import type { Policy } from './policy.js';

/** Who tries codes, as far as it can be told: a keyed hash of the network address, or the account's own session. */
export type Requester = Brand<string, 'Requester'>;

/**
 * What is remembered about codes for one address of one account (CODE-3, CODE-4). It is keyed by the address and not by the
 * contact, so that adding the same address again clears nothing.
 */
export interface CodeLedger {
  readonly fingerprint: AddressFingerprint;
  /** Wrong codes since the last right one, from anybody. */
  readonly failuresInARow: number;
  readonly requesters: readonly RequesterFailures[];
  /** Wrong codes in the day that began with the first of them. No right code clears these: they bound the guesses (CODE-9). */
  readonly day: { readonly startedAt: Instant; readonly failures: number };
  /** When codes went out, the last hour's only. */
  readonly sentAt: readonly Instant[];
  /** The last send, failure or success. */
  readonly changedAt: Instant;
}

export interface RequesterFailures {
  readonly requester: Requester;
  /** The last hour's only, newest last. */
  readonly failedAt: readonly Instant[];
  readonly coolUntil?: Instant;
}

/** More requesters than this are never remembered; the longest quiet goes first. The row total still counts them all. */
const REQUESTERS_KEPT = 20;

export function emptyLedger(fingerprint: AddressFingerprint, now: Instant): CodeLedger {
  return {
    fingerprint,
    failuresInARow: 0,
    requesters: [],
    day: { startedAt: now, failures: 0 },
    sentAt: [],
    changedAt: now,
  };
}

/** Whose limit keeps the requester from another try, and until when. */
export function coolDown(
  ledger: CodeLedger,
  requester: Requester,
  now: Instant,
  policy: Policy,
): Reached | undefined {
  if (dayIsFull(ledger, now, policy)) return { of: 'contact', until: plus(ledger.day.startedAt, DAY) };
  return requesterWait(ledger, requester, now);
}

/** The same for what has too many bits to need the day's bound. */
export function requesterWait(ledger: CodeLedger, requester: Requester, now: Instant): Reached | undefined {
  const until = ledger.requesters.find((entry) => entry.requester === requester)?.coolUntil;
  return until !== undefined && now < until ? { of: 'requester', until } : undefined;
}

export function failuresInAnHour(ledger: CodeLedger, requester: Requester, now: Instant): number {
  const entry = ledger.requesters.find((one) => one.requester === requester);
  return lastHour(entry?.failedAt ?? [], now).length;
}

/** CODE-9: so many wrong codes were judged in the running day that no more are. */
export function dayIsFull({ day }: CodeLedger, now: Instant, policy: Policy): boolean {
  return day.failures >= policy.failuresADay && now < plus(day.startedAt, DAY);
}

/** One wrong code more. From the tenth in an hour on every further one doubles the wait, from a minute to an hour. */
export function withFailure(
  ledger: CodeLedger,
  requester: Requester,
  now: Instant,
  policy: Policy,
): CodeLedger {
  const before = ledger.requesters.find((entry) => entry.requester === requester);
  const failedAt = [...lastHour(before?.failedAt ?? [], now), now];
  const beyond = failedAt.length - policy.failuresBeforeCoolDown;
  const wait = Math.min(policy.firstCoolDown * 2 ** beyond, policy.longestCoolDown);
  const entry: RequesterFailures =
    beyond < 0 ? { requester, failedAt } : { requester, failedAt, coolUntil: plus(now, wait) };
  const others = ledger.requesters.filter((other) => other.requester !== requester);
  return {
    ...ledger,
    failuresInARow: ledger.failuresInARow + 1,
    requesters: [...others, entry].slice(-REQUESTERS_KEPT),
    day: now < plus(ledger.day.startedAt, DAY) ? another(ledger.day) : { startedAt: now, failures: 1 },
    changedAt: now,
  };
}

function another({ failures, startedAt }: CodeLedger['day']): CodeLedger['day'] {
  return { startedAt, failures: failures + 1 };
}

/** A right code clears the count (NIST SP 800-63B-4 §3.2.2). */
export function withSuccess(ledger: CodeLedger, now: Instant): CodeLedger {
  return { ...ledger, failuresInARow: 0, requesters: [], changedAt: now };
}

export function reachedTheLastFailure(ledger: CodeLedger, policy: Policy): boolean {
  return ledger.failuresInARow >= policy.failuresBeforeDisabled;
}

/** A contact disabled and added again starts anew; its cool-downs and its day run on. */
export function addedAgain(ledger: CodeLedger, policy: Policy): CodeLedger {
  return reachedTheLastFailure(ledger, policy) ? { ...ledger, failuresInARow: 0 } : ledger;
}

/** When another code may go to this address; `now` when it may now. */
export function mayBeSentAt(ledger: CodeLedger, now: Instant, policy: Policy): Instant {
  const sent = lastHour(ledger.sentAt, now);
  const oldestThatCounts = sent.at(-policy.sendsPerContactAnHour);
  return oldestThatCounts === undefined ? now : plus(oldestThatCounts, HOUR);
}

export function withSend(ledger: CodeLedger, now: Instant): CodeLedger {
  return { ...ledger, sentAt: [...lastHour(ledger.sentAt, now), now], changedAt: now };
}

/**
 * Nothing in it can matter any more: a contact's once it has no count, no wait and no recent send; that of an address
 * which is no contact (any more) after a day.
 */
export function isSpent(ledger: CodeLedger, hasContact: boolean, now: Instant): boolean {
  if (!hasContact) return now > plus(ledger.changedAt, DAY);
  return ledger.failuresInARow === 0 && now > plus(ledger.changedAt, DAY);
}

function lastHour(instants: readonly Instant[], now: Instant): readonly Instant[] {
  return instants.filter((at) => now < plus(at, HOUR));
}
