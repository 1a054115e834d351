import { eraseAccount as decide, erasureDue } from '../domain/erasing-account.js';
import type { ErasureId, EventId } from '../domain/identifiers.js';
import { ok, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { changeAsCaller, type AskedParts } from './change-account.js';
import { erasing } from './erasing.js';
import type { Parts } from './parts.js';

type EraseRefusal = 'account-protected' | 'step-up-required' | 'unauthenticated';

/**
 * PRV-3: the account is gone for everybody when this is answered. Which account the erasure is of is noted before its flow
 * starts, and both before the account says so.
 */
export async function eraseAccount(
  parts: AskedParts & Pick<Parts, 'erasures'>,
  caller: Caller,
): Promise<Outcome<object, EraseRefusal>> {
  const ids = {
    erasureId: parts.random.id() as ErasureId,
    eventId: parts.random.id() as EventId,
  };
  const erased = await changeAsCaller(
    parts,
    caller,
    (account, now) => decide(account, caller, ids, now, parts.policy),
    {
      beforeCommit: async () => {
        const { erasureId } = ids;
        // First what finds the note should nothing come of it, then the note.
        const flow = { workflow: 'accountErasure', erasureId } as const;
        await parts.dueIndex.note([{ at: erasureDue(parts.clock.now()), flow }]);
        await parts.erasures.note(erasureId, caller.accountId);
        return ok(undefined);
      },
    },
  );
  if (erased.ok) return ok({});
  return (await isRepeated(parts, caller, ids.erasureId)) ? ok({}) : erased;
}

/** DUR-4: the account that would remember this request is gone; its erasure, whose id comes from the request, is not yet. */
async function isRepeated(
  parts: Pick<Parts, 'accounts' | 'erasures' | 'request'>,
  caller: Caller,
  erasureId: ErasureId,
): Promise<boolean> {
  if (parts.request === undefined) return false;
  return (await erasing(parts, erasureId))?.accountId === caller.accountId;
}
