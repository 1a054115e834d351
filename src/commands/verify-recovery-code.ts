import { judgeRecoveryCode } from '../domain/judging-recovery-codes.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { change, type AskedParts } from './change-account.js';
import { countAnswer } from './count-answer.js';
import { notingRightCodes } from './noting-right-codes.js';
import type { Parts } from './parts.js';
import { findRecoveryChallenge } from './recovery-challenge.js';
import type { QuotaParts } from './sending-quotas.js';
import { proofOfRecovery, typedAnswer, type Verification, type Verified } from './verify-challenge.js';

type VerifyParts = AskedParts &
  QuotaParts &
  Pick<
    Parts,
    | 'codes'
    | 'deviceTokens'
    | 'directory'
    | 'recoveryTickets'
    | 'shadowSeeds'
    | 'telemetry'
    | 'tokens'
    | 'vault'
  >;

/** REC-3: a code typed back by somebody who is not signed in. It leads to the grant, or to the next proof. */
export async function verifyRecoveryCode(
  parts: VerifyParts,
  { challengeId: sealed, ...typed }: Verification,
): Promise<Outcome<Verified, 'not-found' | 'challenge-closed' | 'wrong-code' | 'code-superseded'>> {
  const found = await findRecoveryChallenge(parts, sealed);
  if (found === undefined) return refuse({ code: 'not-found' });
  const { challengeId, owner } = found;
  const answer = typedAnswer(parts, { accountId: owner }, { ...typed, challengeId });
  const noting = notingRightCodes(parts, owner, (account, now) =>
    judgeRecoveryCode(account, answer, now, parts.policy),
  );
  const { beforeCommit, decide } = noting;
  const { request } = parts;
  const judged = await change(parts, owner, decide, { beforeCommit, request, anew: true }).finally(
    noting.noted,
  );
  await noting.takeBackUnlessOwn(judged?.outcome);
  if (judged === undefined) return refuse({ code: 'not-found' });
  const { account, now, outcome } = judged;
  countAnswer(parts, account, challengeId, outcome);
  return outcome.ok ? ok(await proofOfRecovery(parts, outcome.value, account, now)) : outcome;
}
