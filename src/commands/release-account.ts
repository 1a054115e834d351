import { signInName, type Account } from '../domain/account.js';
import type { Held } from '../ports/directory.js';
import type { AccountErasureInput } from '../workflows/account-erasure.js';
import { erasing } from './erasing.js';
import type { Parts } from './parts.js';
import { nameFingerprint } from './sign-in-name.js';

type ReleaseParts = Pick<Parts, 'accounts' | 'directory' | 'erasures' | 'vault'>;

/** PRV-3: its name is free again, and its claims on addresses go. */
export async function releaseAccount(parts: ReleaseParts, { erasureId }: AccountErasureInput): Promise<null> {
  const found = await erasing(parts, erasureId);
  if (found === undefined) return null;
  const { account, accountId } = found;
  if (account !== undefined) await parts.directory.release(accountId, heldBy(parts, account));
  return null;
}

function heldBy({ vault }: ReleaseParts, account: Account): Held {
  const { claimsListed, contacts, id } = account;
  const sealed = signInName(account);
  const name = sealed && nameFingerprint(vault, vault.open(sealed, id));
  return {
    name,
    addresses: contacts.map(({ fingerprint }) => fingerprint),
    listed: claimsListed === true,
  };
}
