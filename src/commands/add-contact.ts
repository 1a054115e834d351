import { signInName } from '../domain/account.js';
import { addContact as decide, type AddRefusal } from '../domain/adding-contacts.js';
import { contactView, type ContactView } from '../domain/contact-view.js';
import { ok, type Outcome } from '../domain/outcome.js';
import type { Caller } from '../domain/session.js';
import { viewOf, type ShownChallenge } from './commit-then-send.js';
import { emailHints, type Hint } from './email-hints.js';
import { nameContact, type AddParts } from './name-contact.js';
import type { NewContact } from './parse-new-contact.js';

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
  const named = await nameContact<AddRefusal>(parts, caller, typed, ({ account, contact, ids, now }) =>
    decide(account, caller, contact, ids, parts.codes.currentKeyVersion, now, parts.policy),
  );
  if (!named.ok) return named;
  const { plain, sent } = named.value;
  const sealedName = signInName(sent.account);
  const ownName = sealedName && parts.vault.open(sealedName, caller.accountId);
  return ok({
    contact: contactView(sent.contact),
    challenge: viewOf(parts, caller, sent),
    hints: emailHints(parts.emailAddresses, plain, ownName),
  });
}
