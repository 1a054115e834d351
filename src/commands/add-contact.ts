import {
  addContact as decide,
  type AddingIds,
  type AddRefusal,
  type NamedContact,
} from '../domain/adding-contacts.js';
import { contactView, type ContactView } from '../domain/contact-view.js';
import { mask, type PlainAddress } from '../domain/contact-address.js';
import type { ChallengeId, ContactId, EventId } from '../domain/identifiers.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import type { BeforeCommit } from './change-account.js';
import { commitThenSend, viewOf, type ShownChallenge } from './create-challenge.js';
import { emailHints, type Hint } from './email-hints.js';
import type { Parts } from './parts.js';
import { parseNewContact, type NewContact, type PlainContact } from './parse-new-contact.js';
import type { SendParts } from './send-code.js';

type AddParts = SendParts & Pick<Parts, 'directory' | 'emailAddresses' | 'phoneNumbers'>;

export interface Added {
  readonly contact: ContactView;
  readonly challenge: ShownChallenge;
  readonly hints: readonly Hint[];
}

/** ADD-1 to ADD-7: stores the contact pending and sends the code that will prove it. */
export async function addContact(
  parts: AddParts,
  caller: Caller,
  typed: NewContact,
): Promise<Outcome<Added, AddRefusal | 'unauthenticated' | 'code-not-sent'>> {
  const parsed = parseNewContact(parts, typed);
  if (!parsed.ok) return parsed;
  const named = sealed(parts, caller, parsed.value);
  const ids: AddingIds = {
    contactId: parts.random.id() as ContactId,
    challengeId: parts.random.id() as ChallengeId,
    eventId: parts.random.id() as EventId,
  };
  let ownName: PlainAddress | undefined;
  const sent = await commitThenSend<AddRefusal>(
    parts,
    caller,
    (account, now) => {
      const signInName = account.credential?.signInName;
      ownName = signInName && parts.vault.open(signInName, account.id);
      return decide(account, caller, named, ids, parts.codes.currentKeyVersion, now, parts.policy);
    },
    claimAddress(parts, caller, named),
  );
  if (!sent.ok) return sent;
  return ok({
    contact: contactView(sent.value.contact),
    challenge: viewOf(parts, caller, sent.value),
    hints: emailHints(parts.emailAddresses, parsed.value, ownName),
  });
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
): BeforeCommit<AddRefusal> {
  const limit = parts.policy.accountsPerAddress;
  return async () => {
    const claim = await parts.directory.claimAddress(fingerprint, caller.accountId, limit, async (other) => {
      const loaded = await parts.accounts.load(other);
      return loaded?.account.contacts.some((contact) => contact.fingerprint === fingerprint) ?? false;
    });
    return claim === 'claimed' ? ok(undefined) : refuse({ code: 'too-many-contacts', of: 'address', limit });
  };
}
