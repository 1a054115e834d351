import { findChallenge, findContact } from '../domain/account.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { ShownChallenge } from './commit-then-send.js';
import type { Parts } from './parts.js';
import { readAccount } from './read-account.js';
import { findRecoveryChallenge, recoveryView } from './recovery-challenge.js';

/** Where a challenge of a recovery stands. */
export async function getRecoveryChallenge(
  parts: Pick<
    Parts,
    'accounts' | 'clock' | 'codes' | 'directory' | 'policy' | 'recoveryTickets' | 'shadowSeeds'
  >,
  { challengeId: sealed }: { readonly challengeId: string },
): Promise<Outcome<ShownChallenge, 'not-found'>> {
  const found = await findRecoveryChallenge(parts, sealed);
  const read = found && (await readAccount(parts, found.owner));
  if (found === undefined || read === undefined) return refuse({ code: 'not-found' });
  const challenge = findChallenge(read.account, found.challengeId);
  const contact = challenge && findContact(read.account, challenge.contactId);
  if (challenge === undefined || contact === undefined) return refuse({ code: 'not-found' });
  return ok(recoveryView(parts, sealed, found.owner, challenge, contact));
}
