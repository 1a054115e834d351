import { provers, type Account } from '../domain/account.js';
import { confirmationView, type ConfirmationView } from '../domain/confirmation.js';
import type { AccountId, DeadlineId, EventId, SessionId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { protectionView, type ProtectionView } from '../domain/protection-view.js';
import type { MaskedContact } from '../domain/refusal.js';
import { looksLikeCode } from '../domain/security-code.js';
import { signIn as begin, type Begun } from '../domain/signing-in.js';
import { change, type AskedParts } from './change-account.js';
import { guarded, type GuardParts } from './guarded.js';
import type { Parts } from './parts.js';
import { nameFingerprint } from './sign-in-name.js';

type SignInParts = AskedParts & GuardParts & Pick<Parts, 'directory' | 'passwords' | 'tokens'>;

export interface SignIn {
  readonly signInName: string;
  readonly password: string;
  readonly deviceToken?: string | undefined;
  /** Where the request came from, when that can be told. */
  readonly networkAddress?: string | undefined;
}

export type SignedIn =
  | {
      readonly outcome: 'signed-in';
      readonly accessToken: string;
      readonly expiresAt: Instant;
      readonly account: { readonly accountId: AccountId };
      readonly protection: ProtectionView;
    }
  /** CNF: verifying or skipping gives a token that is good for everything. */
  | {
      readonly outcome: 'confirmation-required';
      readonly accessToken: string;
      readonly expiresAt: Instant;
      readonly confirmation: ConfirmationView;
      readonly canSkip: boolean;
      readonly contacts: readonly MaskedContact[];
    }
  /** TSV-1: a code for purpose "sign-in" gives a token that is good for everything. */
  | {
      readonly outcome: 'code-required';
      readonly signInToken: string;
      readonly expiresAt: Instant;
      readonly contacts: readonly MaskedContact[];
    }
  /** REP-4, RMV-5: a code for purpose "recover" gives the grant that sets a new password. */
  | {
      readonly outcome: 'new-password-required';
      readonly signInToken: string;
      readonly expiresAt: Instant;
      readonly contacts: readonly MaskedContact[];
    };

/**
 * IDN-3: password sign-in. An unknown name costs the same work, is asked of storage as often, gets the same answers and
 * comes to the same limits as a wrong password (ASVS 6.3.8). What is shaped like a code is no guess (CODE-8).
 */
export async function signIn(
  parts: SignInParts,
  { networkAddress, password, signInName }: SignIn,
): Promise<Outcome<SignedIn, 'wrong-credentials' | 'code-is-not-password' | 'too-many-attempts'>> {
  if (looksLikeCode(password)) return refuse({ code: 'code-is-not-password' });
  const name = nameFingerprint(parts.vault, signInName);
  return guarded(
    parts,
    { secret: 'password', subject: name, networkAddress },
    () => parts.directory.find(name),
    async (owner) => {
      const accountId = owner ?? (name.slice(0, 22) as AccountId);
      const isRight = await passwordIsRight(parts, accountId, password);
      return isRight && owner !== undefined ? begun(parts, owner) : refuse({ code: 'wrong-credentials' });
    },
  );
}

async function begun(
  parts: SignInParts,
  accountId: AccountId,
): Promise<Outcome<SignedIn, 'wrong-credentials'>> {
  const ids = {
    sessionId: parts.random.id() as SessionId,
    eventId: parts.random.id() as EventId,
    deadlineId: parts.random.id() as DeadlineId,
  };
  const { request } = parts;
  const signedIn = await change(parts, accountId, (account, now) => begin(account, ids, now, parts.policy), {
    request,
  });
  if (!signedIn?.outcome.ok) return refuse({ code: 'wrong-credentials' });
  return ok(await signedInto(parts, signedIn.account, signedIn.outcome.value, signedIn.now));
}

async function signedInto(
  { tokens }: Pick<Parts, 'tokens'>,
  account: Account,
  { limitedTo, session }: Begun,
  now: Instant,
): Promise<SignedIn> {
  const { expiresAt } = session;
  const caller = { accountId: account.id, sessionId: session.id };
  const limited = limitedTo === undefined ? caller : { ...caller, limitedTo };
  const accessToken = await tokens.issue(limited, expiresAt, session.createdAt);
  if (limitedTo === undefined) {
    const { id: accountId, protection } = account;
    const shown = { account: { accountId }, protection: protectionView(protection) };
    return { outcome: 'signed-in', accessToken, expiresAt, ...shown };
  }
  switch (limitedTo) {
    case 'confirmation': {
      const confirmation = confirmationView(account.confirmation, now);
      const canSkip = confirmation.state !== 'overdue';
      const contacts = provers(account);
      return { outcome: 'confirmation-required', accessToken, expiresAt, confirmation, canSkip, contacts };
    }
    case 'sign-in':
      return { outcome: 'code-required', signInToken: accessToken, expiresAt, contacts: provers(account) };
    case 'new-password': {
      const trusted = account.newPassword?.by ?? [];
      const contacts = provers(account).filter(({ id }) => trusted.includes(id));
      return { outcome: 'new-password-required', signInToken: accessToken, expiresAt, contacts };
    }
  }
}

async function passwordIsRight(parts: SignInParts, id: AccountId, password: string): Promise<boolean> {
  const credential = (await parts.accounts.load(id))?.account.credential;
  return credential === undefined
    ? parts.passwords.verifyNothing(password)
    : parts.passwords.verify(password, credential.passwordHash);
}
