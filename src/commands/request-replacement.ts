import { contactView, type ContactView } from '../domain/contact-view.js';
import { ok, type Outcome } from '../domain/outcome.js';
import { requestReplacement as decide, type ReplaceRefusal } from '../domain/replacing-contacts.js';
import type { Caller } from '../domain/session.js';
import { viewOf, type ShownChallenge } from './commit-then-send.js';
import { nameContact, type AddParts } from './name-contact.js';
import type { NewContact } from './parse-new-contact.js';

export interface ReplacementRequested {
  readonly contact: ContactView;
  readonly challenge: ShownChallenge;
}

/** REP-1: names the contact that will stand in for all others; proving it opens the window. */
export async function requestReplacement(
  parts: AddParts,
  caller: Caller,
  typed: NewContact,
): Promise<
  Outcome<ReplacementRequested, ReplaceRefusal | 'too-many-contacts' | 'unauthenticated' | 'code-not-sent'>
> {
  const named = await nameContact<ReplaceRefusal>(parts, caller, typed, ({ account, contact, ids, now }) =>
    decide(account, contact, ids, parts.codes.currentKeyVersion, now, parts.policy),
  );
  if (!named.ok) return named;
  const { sent } = named.value;
  return ok({ contact: contactView(sent.contact), challenge: viewOf(parts, caller, sent) });
}
