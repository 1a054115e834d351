import { askForCode, type CodeRequest } from '../domain/asking-for-codes.js';
import type { Delivery } from '../domain/contact-address.js';
import type { ChallengeId, ContactId, RecoveryId } from '../domain/identifiers.js';
import { ok } from '../domain/outcome.js';
import type { Purpose } from '../domain/security-code.js';
import type { Caller } from '../domain/session.js';
import { type SendParts } from './send-code.js';
import { commitThenSend, viewOf } from './commit-then-send.js';

export interface ChallengeRequest {
  readonly contactId: ContactId;
  readonly purpose: Purpose;
  readonly delivery?: Delivery | undefined;
}

/** CODE-1: a new challenge, its first code sent before the answer. */
export async function createChallenge(
  parts: SendParts,
  caller: Caller,
  { delivery, ...asked }: ChallengeRequest,
) {
  const request: CodeRequest = {
    ...asked,
    ...(delivery === undefined ? {} : { delivery }),
    ...(caller.limitedTo === undefined ? {} : { limitedTo: caller.limitedTo }),
    ...(caller.outside === undefined ? {} : { outside: true as const }),
    // REC-3: proofs add up within one session, so that nobody completes what somebody else began.
    ...(asked.purpose === 'recover' ? { recoveryId: caller.sessionId as string as RecoveryId } : {}),
    challengeId: parts.random.id() as ChallengeId,
    keyVersion: parts.codes.currentKeyVersion,
  };
  const sent = await commitThenSend(parts, caller, (account, now) =>
    askForCode(account, request, now, parts.policy),
  );
  return sent.ok ? ok(viewOf(parts, caller, sent.value)) : sent;
}
