import { ledgerOf } from './asking-for-codes.js';
import type { Account } from './account.js';
import type { CodeLedger } from './code-ledger.js';
import type { Contact } from './contact.js';
import type { AddressFingerprint } from './contact-address.js';
import type { Instant } from './instant.js';
import type { Policy } from './policy.js';

/**
 * What recoveries by people who are not signed in have used up at one address. Apart from what its holder uses: whoever knows
 * a name and an address must not shut the holder's own codes with it (CODE-3).
 */
export function recoveryLedgerOf(account: Account, { fingerprint }: Contact, now: Instant): CodeLedger {
  return ledgerOf(account, `recover.${fingerprint}` as AddressFingerprint, now);
}

/** The numbers that bound it. CODE-9: they are added to the contact's own. */
export function withRecoveryNumbers(policy: Policy): Policy {
  return {
    ...policy,
    failuresADay: policy.recoveryFailuresADay,
    sendsPerContactAnHour: policy.recoverySendsAnHour,
  };
}
