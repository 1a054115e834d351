import { findChallenge, findContact } from '../domain/account.js';
import { closedReason, sends } from '../domain/challenge.js';
import { Unavailable } from '../ports/unavailable.js';
import type { RecoveryCodeInput, RecoveryCodeResult } from '../workflows/recovery-code.js';
import { readAccount } from './read-account.js';
import { sendCode, type SendParts } from './send-code.js';
import { lookAtQuotas } from './sending-quotas.js';
import { takeRoom } from './take-room.js';
import { untilSeen } from './until-seen.js';

/**
 * REC-2: sends one code of a recovery, unless it is nobody's, not the newest any more, or of no use. A repeat after a crash is
 * the same message to the provider.
 *
 * @throws Unavailable when the provider fails: the flow tries again while somebody waits
 */
export async function sendRecoveryCode(
  parts: SendParts,
  { accountId, challengeId, send }: RecoveryCodeInput,
): Promise<RecoveryCodeResult> {
  const found = await untilSeen(async () => {
    const read = await readAccount(parts, accountId);
    if (read === undefined) return undefined;
    const challenge = findChallenge(read.account, challengeId);
    return challenge !== undefined && sends(challenge) >= send ? { ...read, challenge } : undefined;
  });
  if (found === undefined) return { kind: 'absent' };
  const { account, challenge, now } = found;
  const contact = findContact(account, challenge.contactId);
  const isNobodys = account.isShadow === true || challenge.heldBack === true || contact === undefined;
  if (isNobodys || sends(challenge) !== send || closedReason(challenge, now, parts.policy) !== undefined)
    return { kind: 'settled' };
  // CODE-5, beside the account's own quota, from which it took when it was asked for. Whoever asked is not told: no more than
  // of a code that was never to be sent.
  const room = await takeRoom(
    parts,
    'too-many-codes',
    await lookAtQuotas(parts, accountId, { challenge, contact }),
  );
  if (!room.ok) return { kind: 'settled' };
  const sent = await sendCode(parts, accountId, account.locale, { challenge, contact });
  if (!sent.ok && sent.refusal.reason === 'provider-unavailable')
    throw new Unavailable('message provider', { retryAfterSeconds: sent.refusal.retryAfter });
  return { kind: 'settled' };
}
