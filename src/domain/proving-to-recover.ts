import { withContact, type Account } from './account.js';
import type { AccountEvent } from './account-event.js';
import type { Challenge } from './challenge.js';
import { proven, type Contact } from './contact.js';
import type { Decision } from './decision.js';
import type { Instant } from './instant.js';
import type { ProvenChallenge, TypedAnswer } from './judging-codes.js';
import { ok } from './outcome.js';
import type { Policy } from './policy.js';
import { deviceStanding } from './trusting-devices.js';
import { SIGNED_IN_RECOVERY, withProofs } from './recovery-proofs.js';

/** REC-3: one proof of a recovery, in this account's own partition. */
export function recovered(
  before: readonly AccountEvent[],
  account: Account,
  used: Challenge,
  contact: Contact,
  { device, ids }: Pick<TypedAnswer, 'device' | 'ids'>,
  now: Instant,
  policy: Policy,
): Decision<ProvenChallenge, never> {
  const confirmedContact = proven(contact, now);
  const { channel, id: contactId } = contact;
  const trusted =
    deviceStanding(account, device, now) === 'trusted' ? [{ by: 'device', at: now } as const] : [];
  const { account: changed, ...came } = withProofs(
    withContact(account, confirmedContact),
    used.recoveryId ?? SIGNED_IN_RECOVERY,
    [{ by: 'contact', channel, contactId, at: now }, ...trusted],
    ids.grantId,
    now,
    policy,
  );
  return {
    outcome: ok({ challenge: used, contact: confirmedContact, ...came }),
    change: {
      account: changed,
      events: [...before, { id: ids.eventId, at: now, happened: { kind: 'contact-proven', contactId } }],
    },
  };
}
