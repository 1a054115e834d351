import type { PlainAddress } from '../domain/contact-address.js';
import type { EventId } from '../domain/identifiers.js';
import { setNewPassword, type GrantRefusal } from '../domain/password-change.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { checkPassword } from '../domain/password-rules.js';
import { change, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';

type ResetParts = AskedParts & Pick<Parts, 'passwords' | 'tokens' | 'vault'>;

export interface PasswordReset {
  readonly recoveryGrant: string;
  readonly newPassword: string;
}

/** REC-4: a new password for a recovery grant. Signs nobody in. */
export async function resetPassword(
  parts: ResetParts,
  { newPassword, recoveryGrant }: PasswordReset,
): Promise<Outcome<undefined, GrantRefusal | 'weak-password'>> {
  const grant = await parts.tokens.readGrant(recoveryGrant, parts.clock.now());
  const loaded = grant && (await parts.accounts.load(grant.accountId));
  const credential = loaded?.account.credential;
  if (grant === undefined || credential === undefined) return refuse({ code: 'grant-invalid' });
  const name: PlainAddress = parts.vault.open(credential.signInName, grant.accountId);
  const strong = checkPassword(newPassword, name);
  if (!strong.ok) return strong;
  const passwordHash = await parts.passwords.hash(newPassword);
  const eventId = parts.random.id() as EventId;
  const { request } = parts;
  const changed = await change(
    parts,
    grant.accountId,
    (account, now) => setNewPassword(account, grant.grantId, passwordHash, eventId, now, parts.policy),
    { loaded, request },
  );
  return changed === undefined
    ? refuse({ code: 'grant-invalid' })
    : changed.outcome.ok
      ? ok(undefined)
      : changed.outcome;
}
