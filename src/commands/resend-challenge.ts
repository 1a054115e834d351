import { resendCode } from '../domain/asking-for-codes.js';
import type { Delivery } from '../domain/contact-address.js';
import type { ChallengeId } from '../domain/identifiers.js';
import { ok } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { commitThenSend, viewOf } from './commit-then-send.js';
import type { SendParts } from './send-code.js';

/** CODE-4: another code for the same challenge, by another delivery where the holder wants that. */
export async function resendChallenge(
  parts: SendParts,
  caller: Caller,
  { challengeId, delivery }: { readonly challengeId: ChallengeId; readonly delivery?: Delivery | undefined },
) {
  const sent = await commitThenSend(parts, caller, (account, now) =>
    resendCode(account, challengeId, delivery, now, parts.policy),
  );
  return sent.ok ? ok(viewOf(parts, caller, sent.value)) : sent;
}
