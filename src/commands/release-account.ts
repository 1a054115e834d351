import { signInName, type Account } from '../domain/account.js';
import type { AccountId } from '../domain/identifiers.js';
import { DAY, plus, type Instant } from '../domain/instant.js';
import type { Held } from '../ports/directory.js';
import type { AccountErasureInput } from '../workflows/account-erasure.js';
import { erasing } from './erasing.js';
import { codeMessagePrefix } from './message-id.js';
import type { Parts } from './parts.js';
import { nameFingerprint } from './sign-in-name.js';

type ReleaseParts = Pick<Parts, 'accounts' | 'clock' | 'deliveries' | 'directory' | 'erasures' | 'vault'>;

/** Deliveries are forgotten by the day, in the night after their third. */
const DAYS_OF_DELIVERIES = 5;

/** PRV-3: its name is free again, its claims on addresses go, and what leads from messages to it. */
export async function releaseAccount(parts: ReleaseParts, { erasureId }: AccountErasureInput): Promise<null> {
  const found = await erasing(parts, erasureId);
  if (found === undefined) return null;
  const { account, accountId } = found;
  if (account !== undefined) await parts.directory.release(accountId, heldBy(parts, account));
  await parts.deliveries.forgetAccount(accountId, prefixes(accountId, parts.clock.now()));
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

function prefixes(accountId: AccountId, now: Instant): readonly string[] {
  return Array.from({ length: DAYS_OF_DELIVERIES }, (_, days) =>
    codeMessagePrefix(plus(now, -days * DAY), accountId),
  );
}
