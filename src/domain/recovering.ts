import type { Account } from './account.js';
import { contactsIn } from './account.js';
import type { ContactIn, Contact } from './contact.js';
import { plus, type Instant } from './instant.js';
import type { Policy } from './policy.js';

/**
 * REC-1: the contacts that are shown to whoever names an account, by id. During a protection window it shows what it would
 * have shown before, and none of it leads anywhere (WIN-2).
 */
export function recoveryContacts(account: Account, now: Instant, policy: Policy): readonly Contact[] {
  const { protection } = account;
  const shown =
    protection.kind === 'protected'
      ? contactsIn(account, 'retired').filter(({ state }) => state.windowId === protection.window.id)
      : contactsIn(account, 'active').filter((contact) => mayRecover(account, contact, now, policy));
  return [...shown].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * REC-0: numbers are recycled, so a phone that nobody has proven for a year must be proven again first. REP-4, RMV-5: while
 * somebody else may know the password only a contact above suspicion leads to a new one; with two-step verification
 * another one can be the second proof.
 */
export function mayRecover(
  account: Account,
  { channel, id, state }: ContactIn<'active'>,
  now: Instant,
  policy: Policy,
): boolean {
  if (channel === 'phone' && now >= plus(state.confirmedAt, policy.phoneRecoversFor)) return false;
  return (
    account.newPassword === undefined ||
    account.twoStepVerification !== undefined ||
    account.newPassword.by.includes(id)
  );
}
