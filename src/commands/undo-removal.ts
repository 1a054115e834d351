import { contactView, type ContactView } from '../domain/contact-view.js';
import type { EventId } from '../domain/identifiers.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { undoRemoval as decide } from '../domain/undoing-removals.js';
import { change, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';

/** RMV-5: whoever got a removed contact's notice says that it wasn't them. */
export async function undoRemoval(
  parts: AskedParts & Pick<Parts, 'links'>,
  { token }: { readonly token: string },
): Promise<Outcome<{ readonly contact: ContactView }, 'undo-closed'>> {
  const link = parts.links.read(token);
  if (link?.kind !== 'undo-removal') return refuse({ code: 'undo-closed' });
  const ids = { eventId: parts.random.id() as EventId };
  const { request } = parts;
  const undone = await change(
    parts,
    link.accountId,
    (account, now) => decide(account, link.removalId, ids, now, parts.policy),
    { request },
  );
  if (undone === undefined) return refuse({ code: 'undo-closed' });
  const { outcome } = undone;
  return outcome.ok ? ok({ contact: contactView(outcome.value) }) : outcome;
}
