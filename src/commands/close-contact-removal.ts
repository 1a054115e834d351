import { ok } from '../domain/outcome.js';
import { removedBy } from '../domain/removal.js';
import type { ContactRemovalInput, RemovalClosing } from '../workflows/contact-removal.js';
import { changeAccount, type ChangeParts } from './change-account.js';

/**
 * RMV-5: writes down that a removed contact can't be brought back any more, which erases its address. The clock decides,
 * so a close that comes too early changes nothing.
 */
export async function closeContactRemoval(
  parts: ChangeParts,
  { accountId, removalId }: ContactRemovalInput,
): Promise<RemovalClosing> {
  const closing = await changeAccount<RemovalClosing, never>(parts, accountId, (account) =>
    removedBy(account, removalId) === undefined
      ? { outcome: ok({ closed: 'done' }), change: { account, events: [] } }
      : { outcome: ok({ closed: 'not-yet' }) },
  );
  return closing?.ok === true ? closing.value : { closed: 'done' };
}
