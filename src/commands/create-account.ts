import type { Account } from '../domain/account.js';
import { goesAt } from '../domain/activity.js';
import type { AccountId, EventId } from '../domain/identifiers.js';
import { newAccount } from '../domain/new-account.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { checkPassword } from '../domain/password-rules.js';
import type { PlainAddress } from '../domain/contact-address.js';
import { activityEntryAt } from './activity-due.js';
import type { Parts } from './parts.js';
import { nameFingerprint, ownAddressFingerprint } from './sign-in-name.js';

type CreateParts = Pick<
  Parts,
  | 'accounts'
  | 'clock'
  | 'directory'
  | 'dueIndex'
  | 'policy'
  | 'emailAddresses'
  | 'passwords'
  | 'random'
  | 'vault'
>;

export interface NewAccount {
  readonly signInName: string;
  readonly password: string;
  readonly locale?: string | undefined;
}

/**
 * IDN-3. The account is written first and the name points to it last: a crash between leaves a partition that nothing
 * leads to, never a name without an account.
 */
export async function createAccount(
  parts: CreateParts,
  { signInName, password, locale = 'en' }: NewAccount,
): Promise<Outcome<{ accountId: AccountId }, 'sign-in-name-taken' | 'weak-password'>> {
  const strong = checkPassword(password, signInName);
  if (!strong.ok) return strong;
  const name = nameFingerprint(parts.vault, signInName);
  const id = parts.random.id() as AccountId;
  const owner = await parts.directory.find(name);
  // A repeat of this very request (DUR-4) makes the same id: the name is taken by what it made before.
  if (owner === id) return ok({ accountId: id });
  if (owner !== undefined) return refuse({ code: 'sign-in-name-taken' });

  const now = parts.clock.now();
  const activityDueAt = goesAt(now, parts.policy);
  const [passwordHash] = await Promise.all([
    parts.passwords.hash(password),
    parts.dueIndex.note([activityEntryAt(id, activityDueAt)]),
  ]);
  const account: Account = {
    ...newAccount(id, locale, now),
    credential: {
      signInName: parts.vault.seal(signInName as PlainAddress, id),
      fingerprint: ownAddressFingerprint(parts, signInName),
      passwordHash,
    },
    activityDueAt,
    claimsListed: true,
  };
  const event = { id: parts.random.id() as EventId, at: now, happened: { kind: 'account-created' } } as const;
  await parts.accounts.create({ account, events: [event] });
  if ((await parts.directory.claimName(name, id)) === id) return ok({ accountId: id });
  await parts.accounts.remove(id);
  return refuse({ code: 'sign-in-name-taken' });
}
