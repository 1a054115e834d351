import type { EventId } from '../domain/identifiers.js';
import { mayReset, setNewPassword, type GrantRefusal } from '../domain/password-change.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { checkPassword } from '../domain/password-rules.js';
import { change, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';

type ResetParts = AskedParts & Pick<Parts, 'passwords' | 'tokens' | 'vault'>;

export interface PasswordReset {
  readonly recoveryGrant: string;
  readonly newPassword: string;
}

type ResetRefusal = GrantRefusal | 'weak-password';

/** REC-4: a new password for a recovery grant. Signs nobody in. */
export async function resetPassword(
  parts: ResetParts,
  { newPassword, recoveryGrant }: PasswordReset,
): Promise<Outcome<undefined, ResetRefusal>> {
  const grant = await parts.tokens.readGrant(recoveryGrant, parts.clock.now());
  if (grant === undefined) return refuse({ code: 'grant-invalid' });
  const { accountId, grantId } = grant;
  const eventId = parts.random.id() as EventId;
  let passwordHash: string | undefined;
  const changed = await change<undefined, ResetRefusal>(
    parts,
    accountId,
    async (account, now) => {
      // A hash is work: not for a grant that is used up, though it is validly signed for minutes yet.
      const may = mayReset(account, grantId, now);
      if (!may.ok) return { outcome: may };
      const strong = checkPassword(newPassword, parts.vault.open(may.value.signInName, accountId));
      if (!strong.ok) return { outcome: strong };
      passwordHash ??= await parts.passwords.hash(newPassword);
      return setNewPassword(account, grantId, passwordHash, eventId, now, parts.policy);
    },
    { request: parts.request },
  );
  if (changed === undefined) return refuse({ code: 'grant-invalid' });
  return changed.outcome.ok ? ok(undefined) : changed.outcome;
}
