import { findChallenge, findContact } from '../domain/account.js';
import type { ChallengeId } from '../domain/identifiers.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { viewOf, type ShownChallenge } from './commit-then-send.js';
import type { Parts } from './parts.js';
import { readAsCaller } from './read-account.js';

/** Where a challenge stands. */
export async function getChallenge(
  parts: Pick<Parts, 'accounts' | 'clock' | 'codes' | 'policy'>,
  caller: Caller,
  { challengeId }: { readonly challengeId: ChallengeId },
): Promise<Outcome<ShownChallenge, 'unauthenticated' | 'not-found'>> {
  const read = await readAsCaller(parts, caller);
  if (read === undefined) return refuse({ code: 'unauthenticated' });
  const challenge = findChallenge(read.account, challengeId);
  const contact = challenge && findContact(read.account, challenge.contactId);
  if (challenge === undefined || contact === undefined) return refuse({ code: 'not-found' });
  return ok(viewOf(parts, caller, { account: read.account, challenge, contact }));
}
