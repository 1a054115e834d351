import { appPasswordSeen } from '../domain/app-passwords.js';
import type { AccountId } from '../domain/identifiers.js';
import { plus, type Instant } from '../domain/instant.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { looksLikeCode } from '../domain/security-code.js';
import { changeAccount, type ChangeParts } from './change-account.js';
import { appPasswordGuess, checkAppPassword } from './check-app-password.js';
import { guarded, type GuardParts } from './guarded.js';
import type { Parts } from './parts.js';
import { readAccount } from './read-account.js';
import { nameFingerprint } from './sign-in-name.js';

type SignInAppParts = ChangeParts & GuardParts & Pick<Parts, 'directory' | 'passwords' | 'tokens'>;

export interface SignInApp {
  readonly signInName: string;
  readonly appPassword: string;
  readonly networkAddress?: string | undefined;
}

/** Good at other systems for mail, messaging, files and devices (scope `services`), and nowhere here. */
export interface SignedInApp {
  readonly accessToken: string;
  readonly expiresAt: Instant;
}

/** APP-1: the only door that takes app passwords. An unknown name costs the same work, and gets the same answer. */
export async function signInApp(
  parts: SignInAppParts,
  { appPassword, networkAddress, signInName }: SignInApp,
): Promise<Outcome<SignedInApp, 'wrong-credentials' | 'code-is-not-password' | 'too-many-attempts'>> {
  if (looksLikeCode(appPassword)) return refuse({ code: 'code-is-not-password' });
  const name = nameFingerprint(parts.vault, signInName);
  return guarded(
    parts,
    { ...appPasswordGuess(name, appPassword), networkAddress },
    () => parts.directory.find(name),
    (owner) => opened(parts, owner ?? (name.slice(0, 22) as AccountId), appPassword),
  );
}

async function opened(
  parts: SignInAppParts,
  accountId: AccountId,
  appPassword: string,
): Promise<Outcome<SignedInApp, 'wrong-credentials'>> {
  const read = await readAccount(parts, accountId);
  const found = await checkAppPassword(parts, read?.account, appPassword);
  if (read === undefined || found === undefined) return refuse({ code: 'wrong-credentials' });
  const { policy, tokens } = parts;
  const now = parts.clock.now();
  if (appPasswordSeen(read.account, found.id, now) !== undefined) {
    await changeAccount(parts, accountId, (account, at) => {
      const seen = appPasswordSeen(account, found.id, at);
      return seen === undefined
        ? { outcome: ok(undefined) }
        : { outcome: ok(undefined), change: { account: seen, events: [] } };
    });
  }
  const expiresAt = plus(now, policy.servicesTokenLifetime);
  const accessToken = await tokens.issueServices({ accountId, appPasswordId: found.id }, expiresAt, now);
  return ok({ accessToken, expiresAt });
}
