import type { Account } from '../domain/account.js';
import type { AddingIds, NamedContact } from '../domain/adding-contacts.js';
import type { CodeToSend } from '../domain/asking-for-codes.js';
import { mask } from '../domain/contact-address.js';
import type { Decision } from '../domain/decision.js';
import type { ChallengeId, ContactId, EventId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import { ok, refuse, widen, type Outcome } from '../domain/outcome.js';
import type { RefusalCode } from '../domain/refusal.js';
import type { Caller } from '../domain/session.js';
import type { BeforeCommit } from './change-account.js';
import { commitThenSend, type Sent } from './commit-then-send.js';
import { parseNewContact, type NewContact, type PlainContact } from './parse-new-contact.js';
import type { Parts } from './parts.js';
import type { SendParts } from './send-code.js';

export type AddParts = SendParts & Pick<Parts, 'directory' | 'emailAddresses' | 'phoneNumbers'>;

/** A contact that was named, and whose code went out. */
export interface Named {
  readonly plain: PlainContact;
  readonly sent: Sent;
}

interface Naming {
  readonly account: Account;
  readonly contact: NamedContact;
  readonly ids: AddingIds;
  readonly now: Instant;
}

/** From what somebody typed to a pending contact with its code on the way: for adding (ADD-1) and replacing (REP-1). */
export async function nameContact<C extends RefusalCode>(
  parts: AddParts,
  caller: Caller,
  typed: NewContact,
  decide: (naming: Naming) => Decision<CodeToSend, C>,
): Promise<
  Outcome<Named, C | 'invalid-contact' | 'too-many-contacts' | 'unauthenticated' | 'code-not-sent'>
> {
  const parsed = parseNewContact(parts, typed);
  if (!parsed.ok) return widen(parsed);
  const plain = parsed.value;
  const contact = sealed(parts, caller, plain);
  const ids: AddingIds = {
    contactId: parts.random.id() as ContactId,
    challengeId: parts.random.id() as ChallengeId,
    eventId: parts.random.id() as EventId,
  };
  const sent = await commitThenSend<C | 'too-many-contacts'>(
    parts,
    caller,
    (account, now) => decide({ account, contact, ids, now }),
    claimAddress(parts, caller, contact),
  );
  return sent.ok ? ok({ plain, sent: sent.value }) : widen(sent);
}

function sealed(
  parts: AddParts,
  caller: Caller,
  { address, canonical, channel, delivery }: PlainContact,
): NamedContact {
  return {
    channel,
    delivery,
    sealed: parts.vault.seal(address, caller.accountId),
    fingerprint: parts.vault.fingerprint(canonical),
    masked: mask(channel, address),
  };
}

/** ADD-6: one address serves so many accounts and no more. The claim comes before the contact, so none goes uncounted. */
function claimAddress(
  parts: AddParts,
  caller: Caller,
  { fingerprint }: NamedContact,
): BeforeCommit<'too-many-contacts'> {
  const limit = parts.policy.accountsPerAddress;
  return async () => {
    const claim = await parts.directory.claimAddress(fingerprint, caller.accountId, limit, async (other) => {
      const loaded = await parts.accounts.load(other);
      return loaded?.account.contacts.some((contact) => contact.fingerprint === fingerprint) ?? false;
    });
    return claim === 'claimed' ? ok(undefined) : refuse({ code: 'too-many-contacts', of: 'address', limit });
  };
}
