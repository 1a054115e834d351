import { ok } from '../domain/outcome.js';
import { eraseRetired } from '../domain/protection-changes.js';
import type { ProtectionWindowInput } from '../workflows/protection-window.js';
import { changeAccount, type ChangeParts } from './change-account.js';

/** WIN-5: the retired addresses go once everybody was told. */
export async function eraseRetiredContacts(
  parts: ChangeParts,
  { accountId, windowId }: ProtectionWindowInput,
): Promise<null> {
  await changeAccount(parts, accountId, (account) => {
    const erased = eraseRetired(account, windowId);
    return erased === undefined
      ? { outcome: ok(undefined) }
      : { outcome: ok(undefined), change: { account: erased, events: [] } };
  });
  return null;
}
