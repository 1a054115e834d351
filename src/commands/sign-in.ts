import type { AccountId, EventId, SessionId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { protectionView, type ProtectionView } from '../domain/protection-view.js';
import { looksLikeCode } from '../domain/security-code.js';
import { signIn as begin } from '../domain/signing-in.js';
import { changeAccount, type ChangeParts } from './change-account.js';
import type { Parts } from './parts.js';
import { nameFingerprint } from './sign-in-name.js';

type SignInParts = ChangeParts & Pick<Parts, 'directory' | 'passwords' | 'tokens' | 'vault'>;

export interface SignIn {
  readonly signInName: string;
  readonly password: string;
  readonly deviceToken?: string | undefined;
}

export interface SignedIn {
  readonly outcome: 'signed-in';
  readonly accessToken: string;
  readonly expiresAt: Instant;
  readonly account: { readonly accountId: AccountId };
  readonly protection: ProtectionView;
}

/** IDN-3: password sign-in. An unknown name costs the same work and gets the same answer as a wrong password. */
export async function signIn(
  parts: SignInParts,
  { signInName, password }: SignIn,
): Promise<Outcome<SignedIn, 'wrong-credentials' | 'code-is-not-password'>> {
  if (looksLikeCode(password)) return refuse({ code: 'code-is-not-password' });
  const accountId = await parts.directory.find(nameFingerprint(parts.vault, signInName));
  if (accountId === undefined || !(await passwordIsRight(parts, accountId, password))) {
    if (accountId === undefined) await parts.passwords.verifyNothing(password);
    return refuse({ code: 'wrong-credentials' });
  }
  const ids = { sessionId: parts.random.id() as SessionId, eventId: parts.random.id() as EventId };
  const signedIn = await changeAccount(parts, accountId, (account, now) =>
    begin(account, ids, now, parts.policy),
  );
  if (signedIn?.ok !== true) return refuse({ code: 'wrong-credentials' });
  const { session, account } = signedIn.value;
  const caller = { accountId, sessionId: session.id };
  const accessToken = await parts.tokens.issue(caller, session.expiresAt, session.createdAt);
  return ok({
    outcome: 'signed-in',
    accessToken,
    expiresAt: session.expiresAt,
    account: { accountId },
    protection: protectionView(account.protection),
  });
}

async function passwordIsRight(parts: SignInParts, id: AccountId, password: string): Promise<boolean> {
  const credential = (await parts.accounts.load(id))?.account.credential;
  return credential === undefined
    ? parts.passwords.verifyNothing(password)
    : parts.passwords.verify(password, credential.passwordHash);
}
