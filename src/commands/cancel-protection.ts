import type { EventId } from '../domain/identifiers.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { protectionView, type ProtectionView } from '../domain/protection-view.js';
import { cancelByLink } from '../domain/protection-changes.js';
import { change, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';

/** WIN-4, REP-2: whoever got a retired contact's notice says that it shall stay. */
export async function cancelProtection(
  parts: AskedParts & Pick<Parts, 'links'>,
  { token }: { readonly token: string },
): Promise<Outcome<{ readonly protection: ProtectionView }, 'window-closed'>> {
  const link = parts.links.read(token);
  if (link?.kind !== 'cancel-protection') return refuse({ code: 'window-closed' });
  const ids = { eventId: parts.random.id() as EventId };
  const { request } = parts;
  const cancelled = await change(
    parts,
    link.accountId,
    (account, now) => cancelByLink(account, link.windowId, ids, now, parts.policy),
    { request },
  );
  if (cancelled === undefined) return refuse({ code: 'window-closed' });
  const { outcome } = cancelled;
  return outcome.ok ? ok({ protection: protectionView(outcome.value) }) : outcome;
}
