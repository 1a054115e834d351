import type { Account } from './account.js';
import { isIn, maskedContact } from './contact.js';
import type { Channel } from './contact-address.js';
import type { ContactId, GrantId, RecoveryId } from './identifiers.js';
import { plus, type Instant } from './instant.js';
import { withGrant } from './new-password.js';
import type { Policy } from './policy.js';
import type { MaskedContact } from './refusal.js';
import { recoveryContacts } from './recovering.js';

/** One thing that shows who somebody is: a code read at a contact, the saved code, a trusted device. */
export type RecoveryProof =
  | {
      readonly by: 'contact';
      readonly channel: Channel;
      readonly contactId: ContactId;
      readonly at: Instant;
    }
  | { readonly by: 'saved-code'; readonly at: Instant }
  | { readonly by: 'device'; readonly at: Instant };

/** What somebody has shown so far in one recovery (REC-3). */
export interface OpenRecovery {
  readonly id: RecoveryId;
  readonly proofs: readonly [RecoveryProof, ...RecoveryProof[]];
}

/** Where a second proof can come from. */
export interface SecondProof {
  readonly contacts: readonly MaskedContact[];
  readonly recoveryCode: boolean;
}

/** Of challenges that 0.2 asked for. */
export const SIGNED_IN_RECOVERY = 'signed-in' as RecoveryId;

/** More are never under way at once: whoever starts others takes none away that was proven a moment ago. */
const RECOVERIES_KEPT = 3;

export interface Proven {
  readonly account: Account;
  /** Set when the proofs are enough. */
  readonly grantId?: GrantId;
  /** Set when they are not. */
  readonly needs?: SecondProof;
}

/** REC-3: counts proofs in; enough of them make the grant, which replaces any earlier one. */
export function withProofs(
  account: Account,
  id: RecoveryId,
  added: readonly [RecoveryProof, ...RecoveryProof[]],
  grantId: GrantId,
  now: Instant,
  policy: Policy,
): Proven {
  const { recoveries = [], ...rest } = account;
  const live = recoveries.filter(({ proofs: [first] }) => now < plus(first.at, policy.recoveryLifetime));
  const before = live.find((one) => one.id === id);
  const proofs: OpenRecovery['proofs'] = before === undefined ? added : [...before.proofs, ...added];
  const others = live.filter((one) => one.id !== id);
  if (isEnough(account, proofs, now, policy)) {
    const by = proofs.flatMap((proof) => (proof.by === 'contact' ? [proof.contactId] : []));
    const granted = withGrant({ ...rest, recoveries: others }, grantId, [...new Set(by)], now, policy);
    const bySavedCode = proofs.some((proof) => proof.by === 'saved-code');
    return { account: bySavedCode ? grantedBySavedCode(granted) : granted, grantId };
  }
  // Whoever reads one contact pushes out their own, not the holder's that is half done by another.
  const elsewhere = others.filter(
    ({ proofs: [first] }) => before !== undefined || !isSameProof(first, proofs[0]),
  );
  const kept = [...elsewhere, { id, proofs }].slice(-RECOVERIES_KEPT);
  const open: Account = { ...rest, recoveries: kept };
  return { account: open, needs: secondProof(open, proofs, now, policy) };
}

/**
 * With two-step verification one proof is not enough, but for the saved code, which is for when no contact can be reached
 * (REC-5). By the letter (STD-1; NIST SP 800-63B-4 §4.2.2.2) the two are of different methods, and codes that are issued
 * are one method, whichever way they travel: the saved code is the other.
 */
function isEnough(account: Account, proofs: readonly RecoveryProof[], now: Instant, policy: Policy): boolean {
  const has = (by: RecoveryProof['by']): boolean => proofs.some((proof) => proof.by === by);
  if (!has('saved-code') && !isAboveSuspicion(account, proofs)) return false;
  if (account.twoStepVerification === undefined) return true;
  if (account.newPassword !== undefined && !couldShowMore(account, proofs, now, policy)) return true;
  if (isByTheLetter(account, policy)) return has('saved-code') && has('contact');
  return has('saved-code') || new Set(proofs.map(sortOf)).size > 1;
}

/** What ended everything took the devices and the saved code with it: nobody can be asked for those. */
function isByTheLetter({ newPassword, recoveryCode }: Account, { strict }: Policy): boolean {
  return strict && (newPassword === undefined || recoveryCode !== undefined);
}

/** Where all contacts are on one channel and nothing else is left, the proof there is must do: the holder would be out for good. */
function couldShowMore(
  account: Account,
  proofs: readonly RecoveryProof[],
  now: Instant,
  policy: Policy,
): boolean {
  const { contacts, recoveryCode } = secondProof(account, proofs, now, policy);
  return contacts.length > 0 || recoveryCode;
}

function grantedBySavedCode(account: Account): Account {
  const { recoveryGrant } = account;
  return recoveryGrant === undefined
    ? account
    : { ...account, recoveryGrant: { ...recoveryGrant, bySavedCode: true } };
}

/** REP-4, RMV-5: while somebody else may know the password, one of the codes is from where they can't have been. */
function isAboveSuspicion({ newPassword }: Account, proofs: readonly RecoveryProof[]): boolean {
  return proofs.some(
    (proof) => proof.by === 'contact' && (newPassword?.by.includes(proof.contactId) ?? true),
  );
}

function isSameProof(one: RecoveryProof, other: RecoveryProof): boolean {
  if (one.by !== 'contact' || other.by !== 'contact') return one.by === other.by;
  return one.contactId === other.contactId;
}

function sortOf(proof: RecoveryProof): string {
  return proof.by === 'contact' ? proof.channel : proof.by;
}

function secondProof(
  account: Account,
  proofs: readonly RecoveryProof[],
  now: Instant,
  policy: Policy,
): SecondProof {
  const sorts = new Set(proofs.map(sortOf));
  const hasSavedCode = sorts.has('saved-code');
  const isOpen = !isByTheLetter(account, policy) || hasSavedCode;
  const more = recoveryContacts(account, now, policy).filter(
    (contact) => isIn(contact, 'active') && !sorts.has(contact.channel) && isOpen,
  );
  return {
    contacts: more.map(maskedContact),
    recoveryCode: account.recoveryCode !== undefined && !hasSavedCode,
  };
}
