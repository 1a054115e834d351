import {
  contactsIn,
  findChallenge,
  findContact,
  withChallenge,
  withContact,
  withLedger,
  type Account,
  type Change,
} from './account.js';
import { activate } from './adding-contacts.js';
import type { Happening } from './account-event.js';
import { closedFor, ledgerOf } from './asking-for-codes.js';
import { newestSentAt, sends, triesRemaining, type Challenge } from './challenge.js';
import { coolDown, reachedTheLastFailure, withFailure, withSuccess, type Requester } from './code-ledger.js';
import { confirmed } from './confirming.js';
import { disabled, isIn, proven, type Contact } from './contact.js';
import type { Decision } from './decision.js';
import type { ChallengeId, EventId, GrantId, WindowId } from './identifiers.js';
import type { Instant } from './instant.js';
import { tooMany } from './limits.js';
import { ok, refuse } from './outcome.js';
import type { Policy } from './policy.js';
import { cancelProtection } from './protection-changes.js';
import { recovered } from './proving-to-recover.js';
import type { SecondProof } from './recovery-proofs.js';
import { replaceContacts } from './replacing-contacts.js';
import type { CodeReference } from './security-code.js';
import type { PresentedDevice } from './trusted-device.js';

/** A typed code, and the only thing one may ask of it. */
export interface TypedAnswer {
  readonly challengeId: ChallengeId;
  readonly requester: Requester;
  /** Whether the typed code is the one that went out as the challenge's `send`-th. */
  readonly matches: (challenge: Challenge, send: number) => boolean;
  readonly reference: (challenge: Challenge, send: number) => CodeReference;
  readonly ids: AnswerIds;
  /** REC-3: one that the holder may trust is a second proof. */
  readonly device?: PresentedDevice | undefined;
}

export interface AnswerIds {
  readonly eventId: EventId;
  readonly windowId: WindowId;
  readonly grantId: GrantId;
}

export interface ProvenChallenge {
  readonly challenge: Challenge;
  readonly contact: Contact;
  /** REC-3, purpose `recover`: the grant it led to, or what it still needs. */
  readonly grantId?: GrantId;
  readonly needs?: SecondProof;
}

export type JudgeRefusal =
  'not-found' | 'challenge-closed' | 'too-many-attempts' | 'wrong-code' | 'code-superseded';

/** CODE-1, CODE-3, CODE-4: judges one typed code. Only the newest code counts; a wrong one is counted before it is answered. */
export function judgeCode(
  account: Account,
  answer: TypedAnswer,
  now: Instant,
  policy: Policy,
): Decision<ProvenChallenge, JudgeRefusal> {
  const challenge = findChallenge(account, answer.challengeId);
  if (challenge === undefined) return { outcome: refuse({ code: 'not-found' }) };
  const contact = findContact(account, challenge.contactId);
  const reason = closedFor(contact, challenge, now, policy);
  if (contact === undefined || reason !== undefined) {
    return { outcome: refuse({ code: 'challenge-closed', reason: reason ?? 'replaced' }) };
  }
  const ledger = ledgerOf(account, contact.fingerprint, now);
  // A retired contact can't be disabled, and needn't: it still has its link (WIN-4).
  if (isIn(contact, 'retired') && reachedTheLastFailure(ledger, policy))
    return { outcome: refuse({ code: 'challenge-closed', reason: 'exhausted' }) };
  const reached = coolDown(ledger, answer.requester, now, policy);
  if (reached !== undefined) return { outcome: tooMany('too-many-attempts', reached, now) };

  if (answer.matches(challenge, sends(challenge)))
    return right(account, challenge, contact, answer, now, policy);
  if (olderMatches(challenge, answer)) {
    const reference = answer.reference(challenge, sends(challenge));
    const attemptsRemaining = triesRemaining(challenge, policy);
    const sentAt = newestSentAt(challenge);
    return { outcome: refuse({ code: 'code-superseded', sentAt, reference, attemptsRemaining }) };
  }
  return wrong(account, challenge, contact, answer, now, policy);
}

/** Every older code is compared, found or not: the time taken tells nothing. */
export function olderMatches(challenge: Challenge, { matches }: Pick<TypedAnswer, 'matches'>): boolean {
  let found = false;
  for (let send = sends(challenge) - 1; send >= 1; send -= 1) found = matches(challenge, send) || found;
  return found;
}

function wrong(
  account: Account,
  challenge: Challenge,
  contact: Contact,
  answer: TypedAnswer,
  now: Instant,
  policy: Policy,
): Decision<ProvenChallenge, 'wrong-code'> {
  const counted = { ...challenge, wrongTries: challenge.wrongTries + 1 };
  const ledger = withFailure(ledgerOf(account, contact.fingerprint, now), answer.requester, now, policy);
  const changed = withLedger(withChallenge(account, counted), ledger);
  const outcome = refuse({ code: 'wrong-code', attemptsRemaining: triesRemaining(counted, policy) });
  // REP-4: whoever has the password must not shut the only way to a new one by guessing. The day's bound stands.
  const spared = challenge.purpose === 'recover';
  if (spared || !reachedTheLastFailure(ledger, policy))
    return { outcome, change: { account: changed, events: [] } };
  if (!isIn(contact, 'active'))
    return { outcome, change: { account: withoutPending(changed, contact), events: [] } };
  const others = contactsIn(account, 'active').map(({ id }) => id);
  const happened: Happening = { kind: 'contact-disabled', contactId: contact.id, tell: others };
  return {
    outcome,
    change: {
      account: withContact(changed, disabled(contact, now)),
      events: [{ id: answer.ids.eventId, at: now, happened }],
    },
  };
}

/** An address that nobody could prove in a hundred tries is not on its way to being a contact. */
function withoutPending(account: Account, { id }: Contact): Account {
  const contacts = account.contacts.filter((other) => other.id !== id || !isIn(other, 'pending'));
  return { ...account, contacts };
}

function right(
  account: Account,
  challenge: Challenge,
  contact: Contact,
  answer: TypedAnswer,
  now: Instant,
  policy: Policy,
): Decision<ProvenChallenge, 'challenge-closed'> {
  const used: Challenge = { ...challenge, closed: { reason: 'used', at: now } };
  const given = confirmed(account, now);
  const cleared = withLedger(
    withChallenge(given.account, used),
    withSuccess(ledgerOf(account, contact.fingerprint, now), now),
  );
  if (used.purpose === 'recover') return recovered(given.events, cleared, used, contact, answer, now, policy);
  const consequence = consequenceOf(cleared, used, contact, answer, now, policy);
  if (consequence === undefined)
    return { outcome: refuse({ code: 'challenge-closed', reason: 'window-closed' }) };
  const { account: changed, events } = consequence;
  return {
    outcome: ok({ challenge: used, contact: findContact(changed, contact.id) ?? contact }),
    change: { account: changed, events: [...given.events, ...events] },
  };
}

/** What the proof is good for, by its purpose. Undefined when that has passed. */
function consequenceOf(
  account: Account,
  challenge: Challenge,
  contact: Contact,
  answer: TypedAnswer,
  now: Instant,
  policy: Policy,
): Change | undefined {
  const { ids } = answer;
  const recorded = (changed: Account, happened: Happening): Change => ({
    account: changed,
    events: [{ id: ids.eventId, at: now, happened }],
  });
  switch (challenge.purpose) {
    case 'add-contact': {
      if (isIn(contact, 'pending') && contact.state.replaces === true)
        return replaceContacts(account, contact, ids, now, policy);
      const tell = contactsIn(account, 'active').map(({ id }) => id);
      const changed = activate(account, proven(contact, now));
      return recorded(changed, { kind: 'contact-added', contactId: contact.id, tell });
    }
    case 'cancel-protection':
      return challenge.windowId === undefined
        ? undefined
        : cancelProtection(account, challenge.windowId, contact.id, ids, now, policy);
    case 'recover':
    case 'step-up':
    case 'sign-in':
    case 'confirm':
      return recorded(withContact(account, proven(contact, now)), {
        kind: 'contact-proven',
        contactId: contact.id,
      });
  }
}
