import { mayWithStepUp, type StepUpRefusal } from './access.js';
import { contactsIn, ownContacts, type Account } from './account.js';
import { maskedContact, type ContactIn } from './contact.js';
import type { Decision } from './decision.js';
import type { EventId } from './identifiers.js';
import type { Instant } from './instant.js';
import { ok, refuse, type Outcome } from './outcome.js';
import type { Policy } from './policy.js';
import type { MaskedContact } from './refusal.js';
import type { Caller } from './session.js';

/**
 * TSV-1: what a sign-in still has to show after the password. In a protection window no code can be had: only a device that
 * was trusted before opens (WIN-2). Without any contact there is nothing to ask a code at; CNF-1 asks for one instead. A
 * contact that wrong codes have disabled is a contact: guessing must not open what a code does.
 *
 * @param proven by a trusted device or a code given just now
 */
export function twoStepAsks(account: Account, proven: boolean): 'code' | 'device' | undefined {
  if (account.twoStepVerification === undefined || proven) return undefined;
  if (account.protection.kind === 'protected') return 'device';
  return ownContacts(account).length === 0 ? undefined : 'code';
}

/** Whether a contact may take the code after the password; in the strict setting none by email (STD-1). */
export function takesSignInCodes({ channel }: Pick<MaskedContact, 'channel'>, policy: Policy): boolean {
  return !policy.strict || channel === 'phone';
}

/** The contacts that can take the code after the password, masked. */
export function signInContacts(account: Account, policy: Policy): readonly MaskedContact[] {
  return contactsIn(account, 'active')
    .filter((contact) => takesSignInCodes(contact, policy))
    .map(maskedContact);
}

/**
 * TSV-1: turns two-step verification on or off, with a step-up. Off, the trusted devices go: nothing of an earlier time
 * shall open what is turned on again later.
 */
export function setTwoStepVerification(
  account: Account,
  caller: Caller,
  enabled: boolean,
  eventId: EventId,
  now: Instant,
  policy: Policy,
): Decision<{ readonly enabled: boolean }, StepUpRefusal | 'no-usable-contact'> {
  const active = contactsIn(account, 'active');
  // Where no step-up can be had, this is the more helpful answer.
  if (enabled && active.length === 0 && account.protection.kind !== 'protected')
    return { outcome: refuse({ code: 'no-usable-contact', reason: 'no-contact' }) };
  const may = mayWithStepUp(account, caller, now);
  if (!may.ok) return { outcome: may };
  const usable = enabled ? usableContacts(account, active, policy) : ok(undefined);
  if (!usable.ok) return { outcome: usable };
  if (enabled === (account.twoStepVerification !== undefined)) return { outcome: ok({ enabled }) };

  const { twoStepVerification: _, ...rest } = account;
  const changed: Account = enabled
    ? { ...rest, twoStepVerification: { since: now } }
    : { ...rest, devices: [] };
  const tell = active.map(({ id }) => id);
  const happened = { kind: 'two-step-changed', enabled, tell } as const;
  return {
    outcome: ok({ enabled }),
    change: { account: changed, events: [{ id: eventId, at: now, happened }] },
  };
}

/** STD-1: strictly a phone for the codes, and a saved code: a recovery needs two methods from then on. */
function usableContacts(
  { recoveryCode }: Account,
  active: readonly ContactIn<'active'>[],
  policy: Policy,
): Outcome<undefined, 'no-usable-contact'> {
  if (!active.some((contact) => takesSignInCodes(contact, policy)))
    return refuse({ code: 'no-usable-contact', reason: 'no-phone' });
  return policy.strict && recoveryCode === undefined
    ? refuse({ code: 'no-usable-contact', reason: 'no-recovery-code' })
    : ok(undefined);
}
