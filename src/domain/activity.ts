import { findContact, type Account } from './account.js';
import type { AccountEvent, DeviceRevocation, Happening } from './account-event.js';
import { maskedContact } from './contact.js';
import type { EventId } from './identifiers.js';
import { DAY, plus, type Instant, type Milliseconds } from './instant.js';
import type { Policy } from './policy.js';
import type { ProtectionReason } from './protection.js';
import type { MaskedContact } from './refusal.js';

/** One thing that happened, as the account's holder sees it (AUD-1). */
export interface ActivityEntry {
  readonly id: EventId;
  readonly at: Instant;
  readonly kind: Happening['kind'];
  /** The contact it is about, as long as there is one. */
  readonly contact?: MaskedContact;
  /** Why a window began, or why a device is trusted no more. */
  readonly reason?: ProtectionReason | DeviceRevocation;
  /** Whether two-step verification was turned on. */
  readonly enabled?: boolean;
}

export function activityEntry({ at, happened, id }: AccountEvent, account: Account): ActivityEntry {
  const { kind } = happened;
  const contact = 'contactId' in happened ? findContact(account, happened.contactId) : undefined;
  return {
    id,
    at,
    kind,
    ...(contact === undefined ? {} : { contact: maskedContact(contact) }),
    ...('reason' in happened ? { reason: happened.reason } : {}),
    ...('enabled' in happened ? { enabled: happened.enabled } : {}),
  };
}

/** Notices, and the flows that send them, need their event for a few days, whatever its holder wants to see. */
const NEEDED: Milliseconds = 3 * DAY;

/** What happened before it is not shown any more. */
export function shownSince(now: Instant, policy: Policy): Instant {
  return plus(now, -policy.activityKept);
}

/** What happened until then is not kept any more. */
export function keptSince(now: Instant, policy: Policy): Instant {
  return plus(now, -Math.max(policy.activityKept, NEEDED));
}

/** When something that happened then has to go: at the end of that day, so that a day's events go together. */
export function goesAt(happenedAt: Instant, policy: Policy): Instant {
  const due = plus(happenedAt, Math.max(policy.activityKept, NEEDED));
  return (Math.ceil(due / DAY) * DAY) as Instant;
}
