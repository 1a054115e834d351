import { mayChangeContacts } from '../domain/access.js';
import type { EventId } from '../domain/identifiers.js';
import { refuse, type Outcome } from '../domain/outcome.js';
import { changePassword as decide } from '../domain/password-change.js';
import { checkPassword } from '../domain/password-rules.js';
import { looksLikeCode } from '../domain/security-code.js';
import type { Caller } from '../domain/session.js';
import { changeAsCaller, readAsCaller, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';

type ChangeParts = AskedParts & Pick<Parts, 'passwords' | 'vault'>;

export interface NewPassword {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export type ChangePasswordRefusal =
  | 'account-protected'
  | 'code-is-not-password'
  | 'step-up-required'
  | 'unauthenticated'
  | 'weak-password'
  | 'wrong-credentials';

/** A new password for whoever knows the old one and has just read a code. Everybody has to sign in anew. */
export async function changePassword(
  parts: ChangeParts,
  caller: Caller,
  { currentPassword, newPassword }: NewPassword,
): Promise<Outcome<undefined, ChangePasswordRefusal>> {
  const read = await readAsCaller(parts, caller);
  const credential = read?.account.credential;
  // A repeat (DUR-4) comes from a session that its own first try ended: the account remembers it.
  if (read === undefined || credential === undefined)
    return changeAsCaller(parts, caller, () => ({ outcome: refuse({ code: 'unauthenticated' }) }));
  // Before the password is compared: without a step-up this is no place to try passwords.
  const may = mayChangeContacts(read.account, caller, read.now);
  if (!may.ok) return may;
  if (looksLikeCode(currentPassword)) return refuse({ code: 'code-is-not-password' });
  if (!(await parts.passwords.verify(currentPassword, credential.passwordHash)))
    return refuse({ code: 'wrong-credentials' });
  const strong = checkPassword(newPassword, parts.vault.open(credential.signInName, caller.accountId));
  if (!strong.ok) return strong;
  const replacement = {
    compared: credential.passwordHash,
    passwordHash: await parts.passwords.hash(newPassword),
  };
  const eventId = parts.random.id() as EventId;
  return changeAsCaller(parts, caller, (account, now) => decide(account, caller, replacement, eventId, now));
}
