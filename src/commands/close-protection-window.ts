import { contactsIn } from '../domain/account.js';
import { ok } from '../domain/outcome.js';
import { retiredBy } from '../domain/protection-changes.js';
import type { ProtectionWindowInput, WindowClosing } from '../workflows/protection-window.js';
import { changeAccount, type ChangeParts } from './change-account.js';

/**
 * WIN-5: writes down that a window is over. The clock has decided that already (WIN-1), so a close that comes too early
 * changes nothing, and one that comes twice finds it done.
 */
export async function closeProtectionWindow(
  parts: ChangeParts,
  { accountId, windowId }: ProtectionWindowInput,
): Promise<WindowClosing> {
  const closing = await changeAccount<WindowClosing, never>(parts, accountId, (account) => {
    const { protection } = account;
    const open = protection.kind === 'protected' && protection.window.id === windowId;
    if (open) return { outcome: ok({ closed: 'not-yet' }) };
    const retired = retiredBy(account, windowId);
    // Told long ago, or too late to be told: what is left of it is cleared away all the same.
    if (retired.length === 0) return { outcome: ok({ closed: 'gone' }), change: { account, events: [] } };
    // REP-3: both are told, those that go and whoever came in their place.
    const newcomers = new Set(retired.map(({ state }) => state.newcomer));
    const came = contactsIn(account, 'active').filter(({ id }) => newcomers.has(id));
    const tell = [...retired, ...came].map(({ id }) => id);
    return { outcome: ok({ closed: 'ended', tell }), change: { account, events: [] } };
  });
  return closing?.ok === true ? closing.value : { closed: 'gone' };
}
