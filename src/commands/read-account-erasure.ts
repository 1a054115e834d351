import type { AccountErasureInput, AccountErasureReading } from '../workflows/account-erasure.js';
import { erasing } from './erasing.js';
import type { Parts } from './parts.js';
import { toldLast } from './send-farewell.js';
import { untilSeen } from './until-seen.js';

/** Whether there is something to erase, and how many are to be told. */
export async function readAccountErasure(
  parts: Pick<Parts, 'accounts' | 'erasures'>,
  { erasureId }: AccountErasureInput,
): Promise<AccountErasureReading> {
  const found = await untilSeen(() => erasing(parts, erasureId));
  if (found === undefined) return { state: 'absent' };
  return { state: 'erasing', contacts: found.account === undefined ? 0 : toldLast(found.account).length };
}
