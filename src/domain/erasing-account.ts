import { mayChangeContacts } from './access.js';
import type { Account } from './account.js';
import type { Decision } from './decision.js';
import type { ErasureId, EventId } from './identifiers.js';
import { HOUR, plus, type Instant } from './instant.js';
import { ok } from './outcome.js';
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
): Decision<undefined, 'account-protected' | 'step-up-required'> {
  const may = mayChangeContacts(account, caller, now);
  if (!may.ok) return { outcome: may };
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
