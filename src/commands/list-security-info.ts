import { listedContacts, type Account } from '../domain/account.js';
import { contactView, type ContactView } from '../domain/contact-view.js';
import { confirmationView, type ConfirmationView } from '../domain/confirmation.js';
import type { Instant } from '../domain/instant.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { protectionView, type ProtectionView } from '../domain/protection-view.js';
import { isElevated, type Caller } from '../domain/session.js';
import type { AddressVault } from '../ports/address-vault.js';
import type { Parts } from './parts.js';
import { readAsCaller } from './read-account.js';

export interface SecurityInfo {
  readonly contacts: readonly ContactView[];
  readonly protection: ProtectionView;
  readonly confirmation: ConfirmationView;
  readonly twoStepVerification: boolean;
}

/** The list, masked; in full for a fresh step-up outside a protection window (PRV-2). */
export async function listSecurityInfo(
  parts: Pick<Parts, 'accounts' | 'clock' | 'policy' | 'vault'>,
  caller: Caller,
): Promise<Outcome<SecurityInfo, 'unauthenticated'>> {
  const read = await readAsCaller(parts, caller);
  if (read === undefined) return refuse({ code: 'unauthenticated' });
  return ok({
    ...contactsAndProtection(read.account, caller, read.now, parts.vault),
    confirmation: confirmationView(read.account.confirmation, read.now),
    twoStepVerification: read.account.twoStepVerification !== undefined,
  });
}

/** What removing answers with, too. */
export function contactsAndProtection(
  account: Account,
  caller: Caller,
  now: Instant,
  vault: AddressVault,
): Pick<SecurityInfo, 'contacts' | 'protection'> {
  const inFull = isElevated(caller, now) && account.protection.kind !== 'protected';
  return {
    contacts: listedContacts(account).map((contact) =>
      contactView(contact, inFull ? vault.open(contact.sealed, account.id) : undefined),
    ),
    protection: protectionView(account.protection),
  };
}
