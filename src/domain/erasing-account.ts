import { mayWithStepUpOrNoContact } from './access.js';
import { ownContacts, type Account } from './account.js';
import { maskedContact, onProbation } from './contact.js';
import type { Decision } from './decision.js';
import type { ErasureId, EventId } from './identifiers.js';
import { HOUR, plus, type Instant } from './instant.js';
import { ok, refuse } from './outcome.js';
import type { Policy } from './policy.js';
import type { Caller } from './session.js';

export interface ErasingIds {
  readonly erasureId: ErasureId;
  readonly eventId: EventId;
}

/**
 * PRV-3: from here on the account is there for its erasure alone. The wait of a protection window must not be cut short
 * by this, either.
 */
export function eraseAccount(
  account: Account,
  caller: Caller,
  { erasureId, eventId }: ErasingIds,
  now: Instant,
  policy: Policy,
): Decision<undefined, 'account-protected' | 'step-up-required'> {
  const may = mayWithStepUpOrNoContact(account, caller, now);
  if (!may.ok) return { outcome: may };
  const elders = ownContacts(account).filter((contact) => !onProbation(contact, now, policy));
  const isByElder = elders.some(({ id }) => id === caller.elevation?.by);
  // RMV-4: one glimpsed code must not be enough to add a contact and do away with the others, in this way neither.
  if (elders.length > 0 && !isByElder)
    return { outcome: refuse({ code: 'step-up-required', contacts: elders.map(maskedContact) }) };
  const happened = { kind: 'account-erased', erasureId } as const;
  return {
    outcome: ok(undefined),
    change: {
      account: { ...account, erasure: { id: erasureId, since: now } },
      events: [{ id: eventId, at: now, happened }],
    },
  };
}

/** Long enough for any erasure whose flow is alive. */
const DONE_AFTER = HOUR;

/** When to look whether an erasure is done (DUR-2). */
export function erasureDue(since: Instant): Instant {
  return plus(since, DONE_AFTER);
}
