import { resendToRecover } from '../domain/asking-to-recover.js';
import type { Delivery } from '../domain/contact-address.js';
import type { EventId } from '../domain/identifiers.js';
import { ok, refuse } from '../domain/outcome.js';
import { change, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';
import { findRecoveryChallenge, recoveryView } from './recovery-challenge.js';

type ResendParts = AskedParts & Pick<Parts, 'codes' | 'directory' | 'recoveryTickets' | 'shadowSeeds'>;

/** CODE-4 for a recovery: another code, if there is anybody to send it to. */
export async function resendRecoveryCode(
  parts: ResendParts,
  {
    challengeId: sealed,
    delivery,
  }: { readonly challengeId: string; readonly delivery?: Delivery | undefined },
) {
  const found = await findRecoveryChallenge(parts, sealed);
  if (found === undefined) return refuse({ code: 'not-found' });
  const { challengeId, owner } = found;
  // Not as it is remembered, for the reason that verifying has.
  const loaded = await parts.accounts.load(owner);
  if (loaded === undefined) return refuse({ code: 'not-found' });
  const eventId = parts.random.id() as EventId;
  const asked = await change(
    parts,
    owner,
    (account, now) => resendToRecover(account, challengeId, delivery, eventId, now, parts.policy),
    { loaded, request: parts.request },
  );
  if (asked === undefined) return refuse({ code: 'not-found' });
  if (!asked.outcome.ok) return asked.outcome;
  const { challenge, contact } = asked.outcome.value;
  return ok(recoveryView(parts, sealed, owner, challenge, contact));
}
