import type { Account } from '../domain/account.js';
import type { ConfirmationView } from '../domain/confirmation.js';
import type { AddressFingerprint } from '../domain/contact-address.js';
import type { AccountId, DeadlineId, DeviceId, EventId, SessionId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import { protectionView, type ProtectionView } from '../domain/protection-view.js';
import type { MaskedContact } from '../domain/refusal.js';
import { looksLikeCode } from '../domain/security-code.js';
import { codeRequired, confirmationRequired, newPasswordRequired } from '../domain/sign-in-view.js';
import { signIn as begin, type Begun, type ShownDevice } from '../domain/signing-in.js';
import type { DeviceToken } from '../domain/trusted-device.js';
import { deviceStanding } from '../domain/trusting-devices.js';
import type { LoadedAccount } from '../ports/accounts.js';
import { change, type AskedParts } from './change-account.js';
import { guarded, type GuardParts } from './guarded.js';
import type { Parts } from './parts.js';
import { readAccount } from './read-account.js';
import { nameFingerprint } from './sign-in-name.js';

type SignInParts = AskedParts &
  GuardParts &
  Pick<Parts, 'deviceTokens' | 'directory' | 'passwords' | 'tokens'>;

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
      readonly deviceToken?: DeviceToken;
    }
  /** CNF: verifying or skipping gives a token that is good for everything. */
  | {
      readonly outcome: 'confirmation-required';
      readonly accessToken: string;
      readonly expiresAt: Instant;
      readonly confirmation: ConfirmationView;
      readonly canSkip: boolean;
      readonly contacts: readonly MaskedContact[];
      readonly deviceToken?: DeviceToken;
    }
  /** TSV-1: a code for purpose "sign-in" gives a token that is good for everything. */
  | {
      readonly outcome: 'code-required';
      readonly signInToken: string;
      readonly expiresAt: Instant;
      readonly contacts: readonly MaskedContact[];
    }
  /** WIN-2: two-step verification while a window protects the account. Nothing but a trusted device opens. */
  | { readonly outcome: 'device-required' }
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
  { deviceToken, networkAddress, password, signInName }: SignIn,
): Promise<Outcome<SignedIn, 'wrong-credentials' | 'code-is-not-password' | 'too-many-attempts'>> {
  if (looksLikeCode(password)) return refuse({ code: 'code-is-not-password' });
  const name = nameFingerprint(parts.vault, signInName);
  const trustedAs = () => trustedDevice(parts, name, deviceToken);
  return guarded(
    parts,
    { secret: 'password', subject: name, networkAddress, trustedAs },
    () => parts.directory.find(name),
    async (owner) => {
      const loaded = await parts.accounts.load(owner ?? nobody(name));
      const isRight = await passwordIsRight(parts, loaded?.account, password);
      const compared = loaded?.account.credential?.passwordHash;
      return isRight && loaded !== undefined && compared !== undefined
        ? begun(parts, loaded, compared, deviceToken)
        : refuse({ code: 'wrong-credentials' });
    },
  );
}

/** Where an unknown name is looked for, so that it costs what a known one does. */
function nobody(name: AddressFingerprint): AccountId {
  return name.slice(0, 22) as AccountId;
}

/** Its holder's own device goes on while others' guesses have closed the door. */
async function trustedDevice(
  parts: SignInParts,
  name: AddressFingerprint,
  deviceToken: string | undefined,
): Promise<DeviceId | undefined> {
  if (deviceToken === undefined) return undefined;
  const read = await readAccount(parts, (await parts.directory.find(name)) ?? nobody(name));
  if (read === undefined) return undefined;
  const shown = parts.deviceTokens.read(read.account.id, deviceToken);
  return deviceStanding(read.account, shown, read.now) === 'trusted' ? shown?.deviceId : undefined;
}

async function begun(
  parts: SignInParts,
  loaded: LoadedAccount,
  compared: string,
  deviceToken: string | undefined,
): Promise<Outcome<SignedIn, 'wrong-credentials'>> {
  const ids = {
    sessionId: parts.random.id() as SessionId,
    eventId: parts.random.id() as EventId,
    deadlineId: parts.random.id() as DeadlineId,
  };
  const { id } = loaded.account;
  const device = shownDevice(parts, id, deviceToken);
  const { policy, request } = parts;
  const signedIn = await change(
    parts,
    id,
    (account, now) => begin(account, compared, device, ids, now, policy),
    {
      loaded,
      request,
    },
  );
  if (!signedIn?.outcome.ok) return refuse({ code: 'wrong-credentials' });
  return ok(await signedInto(parts, signedIn.account, signedIn.outcome.value, signedIn.now));
}

/** The next token is made before it is known whether it will be given: a decision draws nothing. */
function shownDevice(
  { deviceTokens, random }: SignInParts,
  accountId: AccountId,
  deviceToken: string | undefined,
): ShownDevice {
  const shown = deviceTokens.read(accountId, deviceToken);
  const deviceId = shown?.deviceId ?? (random.id() as DeviceId);
  return { shown, fresh: deviceTokens.issue(accountId, deviceId, random) };
}

async function signedInto(
  { policy, tokens }: Pick<Parts, 'policy' | 'tokens'>,
  account: Account,
  { deviceToken, limitedTo, session }: Begun,
  now: Instant,
): Promise<SignedIn> {
  if (session === undefined) return { outcome: 'device-required' };
  const { expiresAt } = session;
  const caller = { accountId: account.id, sessionId: session.id };
  const limited = limitedTo === undefined ? caller : { ...caller, limitedTo };
  const accessToken = await tokens.issue(limited, expiresAt, session.createdAt);
  const device = deviceToken === undefined ? {} : { deviceToken };
  if (limitedTo === undefined) {
    const { id: accountId, protection } = account;
    const shown = { account: { accountId }, protection: protectionView(protection) };
    return { outcome: 'signed-in', accessToken, expiresAt, ...shown, ...device };
  }
  switch (limitedTo) {
    case 'confirmation':
      return { ...confirmationRequired(account, now), accessToken, expiresAt, ...device };
    case 'sign-in':
      return { ...codeRequired(account, policy), signInToken: accessToken, expiresAt };
    case 'new-password':
      return { ...newPasswordRequired(account), signInToken: accessToken, expiresAt };
  }
}

async function passwordIsRight(
  { passwords }: SignInParts,
  account: Account | undefined,
  password: string,
): Promise<boolean> {
  const credential = account?.credential;
  return credential === undefined
    ? passwords.verifyNothing(password)
    : passwords.verify(password, credential.passwordHash);
}
