import { provers, type Account } from './account.js';
import { confirmationView } from './confirmation.js';
import type { Instant } from './instant.js';
import type { Policy } from './policy.js';
import { signInContacts } from './two-step.js';

/** What is told of the thing that stands before a sign-in, here and at the gates. */
export function confirmationRequired(account: Account, now: Instant) {
  const confirmation = confirmationView(account.confirmation, now);
  const canSkip = confirmation.state !== 'overdue';
  return { outcome: 'confirmation-required', confirmation, canSkip, contacts: provers(account) } as const;
}

export function codeRequired(account: Account, policy: Policy) {
  return { outcome: 'code-required', contacts: signInContacts(account, policy) } as const;
}

/** Only whose code leads there (REP-4). */
export function newPasswordRequired(account: Account) {
  const trusted = account.newPassword?.by ?? [];
  const contacts = provers(account).filter(({ id }) => trusted.includes(id));
  return { outcome: 'new-password-required', contacts } as const;
}
