import type { AccountId, EventId } from '../domain/identifiers.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { takeGrant, type GrantRefusal } from '../domain/password-change.js';
import { change, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';

/** IDN-4, REC-4: the system that keeps the password takes a recovery grant, once, and hears whose password it may set. */
export async function takeRecoveryGrant(
  parts: AskedParts & Pick<Parts, 'tokens'>,
  { recoveryGrant }: { readonly recoveryGrant: string },
): Promise<Outcome<{ readonly accountId: AccountId }, GrantRefusal>> {
  const grant = await parts.tokens.readGrant(recoveryGrant, parts.clock.now());
  if (grant === undefined) return refuse({ code: 'grant-invalid' });
  const { accountId, grantId } = grant;
  const eventId = parts.random.id() as EventId;
  const { request } = parts;
  const taken = await change(
    parts,
    accountId,
    (account, now) => takeGrant(account, grantId, eventId, now, parts.policy),
    {
      request,
    },
  );
  if (taken === undefined) return refuse({ code: 'grant-invalid' });
  return taken.outcome.ok ? ok({ accountId }) : taken.outcome;
}
