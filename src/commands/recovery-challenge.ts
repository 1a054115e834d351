import { challengeView } from '../domain/challenge-view.js';
import { sends, type Challenge } from '../domain/challenge.js';
import type { Contact } from '../domain/contact.js';
import type { AccountId, ChallengeId } from '../domain/identifiers.js';
import { shadowOf } from '../domain/shadow-account.js';
import { helpTexts } from '../messages/help.js';
import type { ShownChallenge } from './commit-then-send.js';
import type { Parts } from './parts.js';
import { codeBinding } from './security-code-message.js';

export interface FoundChallenge {
  /** Whose partition it is in: an account's or a shadow's. */
  readonly owner: AccountId;
  readonly challengeId: ChallengeId;
}

/**
 * Where the challenge behind a ticket is. An account is looked up by its name in either case, after which one load remains
 * in either case.
 */
export async function findRecoveryChallenge(
  { directory, recoveryTickets, shadowSeeds }: Pick<Parts, 'directory' | 'recoveryTickets' | 'shadowSeeds'>,
  sealed: string,
): Promise<FoundChallenge | undefined> {
  const ticket = recoveryTickets.openChallenge(sealed);
  if (ticket === undefined) return undefined;
  const { challengeId, inShadow, name } = ticket;
  const seed = shadowSeeds.of(name);
  const accountId = await directory.find(name);
  return { challengeId, owner: inShadow ? shadowOf(challengeId) : (accountId ?? seed.nobody) };
}

/** Nobody's language is told to those who only know a name. */
const LOCALE = 'en';

/**
 * A challenge as whoever recovers sees it, under the id they know it by. What became of the delivery is left out: there is
 * none to tell of a code that was never sent (REC-2).
 */
export function recoveryView(
  { clock, codes, policy }: Pick<Parts, 'clock' | 'codes' | 'policy'>,
  sealed: string,
  owner: AccountId,
  challenge: Challenge,
  contact: Contact,
): ShownChallenge {
  const binding = codeBinding(owner, challenge, sends(challenge), policy.codeDigits);
  const { closed, deliveryFailure: _, ...untold } = { ...challenge, deliveryStatus: 'queued' as const };
  // Only what was done with the challenge itself is told (REC-2).
  const shown = closed?.reason === 'used' ? { ...untold, closed } : untold;
  const view = challengeView(shown, contact, codes.reference(binding), clock.now(), policy);
  return { ...view, id: sealed as ChallengeId, help: helpTexts(view.help, LOCALE) };
}
