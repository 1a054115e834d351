import type { ContactId, EventId, RemovalId, WindowId } from '../domain/identifiers.js';
import type { Account } from '../domain/account.js';
import type { Decision } from '../domain/decision.js';
import type { Instant } from '../domain/instant.js';
import { ok, type Outcome } from '../domain/outcome.js';
import {
  removeAllContacts as decideAll,
  removeContact as decideOne,
  type RemoveRefusal,
  type Removing,
} from '../domain/removing-contacts.js';
import type { Caller } from '../domain/session.js';
import { changeAsCaller, type AskedParts } from './change-account.js';
import { contactsAndProtection, type SecurityInfo } from './list-security-info.js';
import type { Parts } from './parts.js';

type RemoveParts = AskedParts & Pick<Parts, 'vault'>;
type Left = Pick<SecurityInfo, 'contacts' | 'protection'>;
type Removed = Promise<Outcome<Left, RemoveRefusal | 'unauthenticated'>>;

/** RMV-1 to RMV-4 for one contact. */
export async function removeContact(
  parts: RemoveParts,
  caller: Caller,
  { contactId, acknowledged }: { readonly contactId: ContactId; readonly acknowledged: boolean },
): Removed {
  return removing(parts, caller, acknowledged, (account, how, now) =>
    decideOne(account, caller, contactId, how, now, parts.policy),
  );
}

/** RMV-3: every contact at once. */
export async function removeAllContacts(
  parts: RemoveParts,
  caller: Caller,
  { acknowledged }: { readonly acknowledged: boolean },
): Removed {
  return removing(parts, caller, acknowledged, (account, how, now) =>
    decideAll(account, caller, how, now, parts.policy),
  );
}

/** The ids are made once: however often the decision is taken anew, it is one removal, one window, one event. */
async function removing(
  parts: RemoveParts,
  caller: Caller,
  acknowledged: boolean,
  decide: (account: Account, how: Removing, now: Instant) => Decision<undefined, RemoveRefusal>,
): Removed {
  const ids = {
    removalId: parts.random.id() as RemovalId,
    windowId: parts.random.id() as WindowId,
    eventId: parts.random.id() as EventId,
  };
  return changeAsCaller<Left, RemoveRefusal>(parts, caller, (account, now) => {
    const decision = decide(account, { acknowledged, ids }, now);
    if (!decision.outcome.ok || decision.change === undefined) return { outcome: decision.outcome as never };
    const left = contactsAndProtection(decision.change.account, caller, now, parts.vault);
    return { outcome: ok(left), change: decision.change };
  });
}
