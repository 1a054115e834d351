import { signInName } from '../domain/account.js';
import type { EventId } from '../domain/identifiers.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { repudiatePassword as decide } from '../domain/password-change.js';
import { change, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';
import { nameFingerprint } from './sign-in-name.js';
import { recoveryOf, type RecoveryParts, type StartedRecovery } from './start-recovery.js';

type RepudiateParts = AskedParts & RecoveryParts & Pick<Parts, 'links' | 'vault'>;

/**
 * REC-4: whoever got the notice of a new password says that it wasn't them, and goes on with a fresh recovery. There is none
 * to start where an account system outside never told a name; recovery starts there then.
 */
export async function repudiatePassword(
  parts: RepudiateParts,
  { token }: { readonly token: string },
): Promise<Outcome<Partial<StartedRecovery>, 'repudiation-closed'>> {
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
  if (repudiated === undefined) return refuse({ code: 'repudiation-closed' });
  const { account, now, outcome } = repudiated;
  if (!outcome.ok) return outcome;
  const sealed = signInName(account);
  if (sealed === undefined) return ok({});
  const name = nameFingerprint(parts.vault, parts.vault.open(sealed, account.id));
  return ok(recoveryOf(parts, name, account, now));
}
