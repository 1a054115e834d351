import type { EventId } from '../domain/identifiers.js';
import { refuse, type Outcome } from '../domain/outcome.js';
import { repudiatePassword as decide } from '../domain/password-change.js';
import { change, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';

/** REC-4: whoever got the notice of a new password says that it wasn't them. */
export async function repudiatePassword(
  parts: AskedParts & Pick<Parts, 'links'>,
  { token }: { readonly token: string },
): Promise<Outcome<undefined, 'repudiation-closed'>> {
  const link = parts.links.read(token);
  if (link?.kind !== 'repudiate-password') return refuse({ code: 'repudiation-closed' });
  const ids = { eventId: parts.random.id() as EventId };
  const { request } = parts;
  const repudiated = await change(
    parts,
    link.accountId,
    (account, now) => decide(account, link.eventId, ids, now, parts.policy),
    { request },
  );
  return repudiated?.outcome ?? refuse({ code: 'repudiation-closed' });
}
