import { isSignedIn, mayWithStepUpOrNoContact } from '../domain/access.js';
import type { PlainAddress } from '../domain/contact-address.js';
import type { EventId } from '../domain/identifiers.js';
import { refuse, type Outcome } from '../domain/outcome.js';
import { changePassword as decide } from '../domain/password-change.js';
import { checkPassword } from '../domain/password-rules.js';
import { looksLikeCode } from '../domain/security-code.js';
import type { Caller } from '../domain/session.js';
import type { LoadedAccount } from '../ports/accounts.js';
import { changeAsCaller, type AskedParts } from './change-account.js';
import { guarded, type GuardParts } from './guarded.js';
import type { Parts } from './parts.js';
import { readAccount } from './read-account.js';
import { nameFingerprint } from './sign-in-name.js';

type ChangeParts = AskedParts & GuardParts & Pick<Parts, 'passwords'>;

export interface NewPassword {
  readonly currentPassword: string;
  readonly newPassword: string;
  /** Where the request came from, when that can be told. */
  readonly networkAddress?: string | undefined;
}

export type ChangePasswordRefusal =
  | 'account-protected'
  | 'code-is-not-password'
  | 'step-up-required'
  | 'too-many-attempts'
  | 'unauthenticated'
  | 'weak-password'
  | 'wrong-credentials';

/** A new password for whoever knows the old one and has just read a code. Everybody has to sign in anew. */
export async function changePassword(
  parts: ChangeParts,
  caller: Caller,
  { currentPassword, networkAddress, newPassword }: NewPassword,
): Promise<Outcome<undefined, ChangePasswordRefusal>> {
  const read = await readAccount(parts, caller.accountId);
  if (read === undefined) return refuse({ code: 'unauthenticated' });
  const { loaded } = read;
  const { credential } = read.account;
  // A repeat (DUR-4) comes from a session that its own first try ended: the account remembers it.
  if (credential === undefined || !isSignedIn(read.account, caller))
    return changeAsCaller(parts, caller, () => ({ outcome: refuse({ code: 'unauthenticated' }) }), {
      loaded,
    });
  // Before the password is compared: without a step-up this is no place to try passwords.
  const may = mayWithStepUpOrNoContact(read.account, caller, read.now);
  if (!may.ok) return may;
  if (looksLikeCode(currentPassword)) return refuse({ code: 'code-is-not-password' });
  const signInName = parts.vault.open(credential.signInName, caller.accountId);
  const guess = {
    secret: 'password',
    subject: nameFingerprint(parts.vault, signInName),
    networkAddress,
    // A session is no stranger, and has waits of its own.
    trustedAs: () => Promise.resolve(caller.sessionId),
  } as const;
  return guarded(parts, guess, nothing, async () => {
    if (!(await parts.passwords.verify(currentPassword, credential.passwordHash)))
      return refuse({ code: 'wrong-credentials' });
    const compared = { passwordHash: credential.passwordHash, loaded, signInName };
    return changed(parts, caller, compared, newPassword);
  });
}

/** What the typed current password was right for. */
interface Compared {
  readonly loaded: LoadedAccount;
  readonly passwordHash: string;
  readonly signInName: PlainAddress;
}

async function changed(
  parts: ChangeParts,
  caller: Caller,
  { loaded, passwordHash: compared, signInName }: Compared,
  newPassword: string,
): Promise<Outcome<undefined, ChangePasswordRefusal>> {
  const strong = checkPassword(newPassword, signInName);
  if (!strong.ok) return strong;
  const replacement = { compared, passwordHash: await parts.passwords.hash(newPassword) };
  const eventId = parts.random.id() as EventId;
  return changeAsCaller(
    parts,
    caller,
    (account, now) => decide(account, caller, replacement, eventId, now, parts.policy),
    { loaded },
  );
}

const nothing = (): Promise<undefined> => Promise.resolve(undefined);
