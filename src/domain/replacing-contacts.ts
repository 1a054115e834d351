import { ownContacts, type Account, type Change } from './account.js';
import { activate, isNew, namePending, type AddingIds, type NamedContact } from './adding-contacts.js';
import type { CodeToSend } from './asking-for-codes.js';
import { proven, type Contact, type ContactIn } from './contact.js';
import type { Decision } from './decision.js';
import type { EventId, WindowId } from './identifiers.js';
import type { Instant } from './instant.js';
import { refuse } from './outcome.js';
import type { Policy } from './policy.js';
import { startProtection } from './protection-changes.js';

export type ReplaceRefusal =
  'account-protected' | 'nothing-to-replace' | 'already-added' | 'invalid-contact' | 'too-many-codes';

/**
 * REP-1: "I don't have any of these". Nothing is asked of the holder but to prove a new contact; the wait that follows is
 * what protects the account.
 */
export function requestReplacement(
  account: Account,
  named: NamedContact,
  ids: AddingIds,
  keyVersion: number,
  now: Instant,
  policy: Policy,
): Decision<CodeToSend, ReplaceRefusal> {
  const { protection } = account;
  if (protection.kind === 'protected')
    return { outcome: refuse({ code: 'account-protected', endsAt: protection.window.endsAt }) };
  if (ownContacts(account).length === 0) return { outcome: refuse({ code: 'nothing-to-replace' }) };
  const fits = isNew(account, named);
  if (!fits.ok) return { outcome: fits };
  return namePending(account, { named, ids, keyVersion, replaces: true }, now, policy);
}

/** The new contact is proven: all others are retired, told, and can cancel until the window ends (REP-2, REP-3). */
export function replaceContacts(
  account: Account,
  contact: ContactIn<'pending'>,
  ids: { readonly windowId: WindowId; readonly eventId: EventId },
  now: Instant,
  policy: Policy,
): Change {
  const added = activate(account, proven(contact, now));
  const opening = {
    windowId: ids.windowId,
    reason: 'replacement',
    retires: ({ id }: Contact) => id !== contact.id,
    newcomer: contact.id,
  } as const;
  const { account: changed, happened } = startProtection(added, opening, now, policy);
  return { account: changed, events: [{ id: ids.eventId, at: now, happened }] };
}
