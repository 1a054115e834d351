import { settle } from '../domain/account.js';
import { maskedContact } from '../domain/contact.js';
import type { RecoveryId } from '../domain/identifiers.js';
import { ok, type Outcome } from '../domain/outcome.js';
import { recoveryContacts } from '../domain/recovering.js';
import type { MaskedContact } from '../domain/refusal.js';
import { madeUpContacts } from '../domain/shadow-account.js';
import type { Parts } from './parts.js';
import { nameFingerprint } from './sign-in-name.js';

type StartParts = Pick<
  Parts,
  'accounts' | 'clock' | 'directory' | 'policy' | 'random' | 'recoveryTickets' | 'shadowSeeds' | 'vault'
>;

export interface StartedRecovery {
  readonly recoveryId: string;
  readonly contacts: readonly MaskedContact[];
}

/**
 * REC-1: from a sign-in name alone. Nothing is written. A name without an account, and an account without a contact that
 * could recover it, gets made-up contacts, after the same two round trips.
 */
export async function startRecovery(
  parts: StartParts,
  { signInName }: { readonly signInName: string },
): Promise<Outcome<StartedRecovery, never>> {
  const name = nameFingerprint(parts.vault, signInName);
  const seed = parts.shadowSeeds.of(name);
  const accountId = await parts.directory.find(name);
  const loaded = await parts.accounts.load(accountId ?? seed.nobody);
  const now = parts.clock.now();
  const account = loaded && settle(loaded.account, now, parts.policy).account;
  const own = account === undefined ? [] : recoveryContacts(account, now, parts.policy).map(maskedContact);
  const madeUp = madeUpContacts(seed)
    .map(({ channel, id, masked }) => ({ id, channel, masked }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const recoveryId = parts.recoveryTickets.sealRecovery({
    name,
    id: parts.random.id() as RecoveryId,
    startedAt: now,
  });
  return ok({ recoveryId, contacts: own.length > 0 ? own : madeUp });
}
