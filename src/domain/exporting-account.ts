import { mayWithStepUpOrNoContact } from './access.js';
import type { Account } from './account.js';
import type { Decision } from './decision.js';
import type { EventId } from './identifiers.js';
import type { Instant } from './instant.js';
import { ok } from './outcome.js';
import type { Caller } from './session.js';

/**
 * PRV-3: everything in the clear is for whoever may change it, and its leaving is recorded (ASVS 16.3: sensitive
 * operations are logged).
 */
export function exportAccount(
  account: Account,
  caller: Caller,
  eventId: EventId,
  now: Instant,
): Decision<undefined, 'account-protected' | 'step-up-required'> {
  const may = mayWithStepUpOrNoContact(account, caller, now);
  if (!may.ok) return { outcome: may };
  const event = { id: eventId, at: now, happened: { kind: 'data-exported' } } as const;
  return { outcome: ok(undefined), change: { account, events: [event] } };
}
