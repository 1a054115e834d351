import { mayWithStepUp, type StepUpRefusal } from '../domain/access.js';
import type { EventId } from '../domain/identifiers.js';
import { ok, type Outcome } from '../domain/outcome.js';
import { savedRecoveryCode, type ShownRecoveryCode } from '../domain/saved-recovery-code.js';
import { saveRecoveryCode } from '../domain/saving-recovery-codes.js';
import type { Caller } from '../domain/session.js';
import { changeAsCaller, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';

/** REC-5: shown once. A repeated request finds it with its outcome, which only that request can open (DUR-4). */
export async function makeRecoveryCode(
  parts: AskedParts & Pick<Parts, 'passwords'>,
  caller: Caller,
): Promise<Outcome<{ readonly recoveryCode: ShownRecoveryCode }, StepUpRefusal | 'unauthenticated'>> {
  const { plain, shown } = savedRecoveryCode([parts.random.id(), parts.random.id()]);
  const eventId = parts.random.id() as EventId;
  let hash: string | undefined;
  return changeAsCaller<{ readonly recoveryCode: ShownRecoveryCode }, StepUpRefusal>(
    parts,
    caller,
    async (account, now) => {
      // A hash is work: not for whoever may not make a code.
      const may = mayWithStepUp(account, caller, now);
      if (!may.ok) return { outcome: may };
      hash ??= await parts.passwords.hash(plain);
      const { change, outcome } = saveRecoveryCode(account, caller, hash, eventId, now);
      if (!outcome.ok || change === undefined)
        return { outcome: outcome.ok ? ok({ recoveryCode: shown }) : outcome };
      return { outcome: ok({ recoveryCode: shown }), change };
    },
  );
}
