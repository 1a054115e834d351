import type { Account } from '../domain/account.js';
import type { AppPassword } from '../domain/app-password.js';
import { appPasswordSeen } from '../domain/app-passwords.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import {
  judgeOperation,
  type Operation,
  type OperationProof,
  type Verdict,
} from '../domain/operation-gate.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { PresentedDevice } from '../domain/trusted-device.js';
import { deviceSeen, deviceStanding } from '../domain/trusting-devices.js';
import { change, type ChangeParts } from './change-account.js';
import { checkAppPassword } from './check-app-password.js';
import type { Parts } from './parts.js';
import { readAccount, type ReadAccount } from './read-account.js';

type GateParts = ChangeParts & Pick<Parts, 'deviceTokens' | 'passwords'>;

export interface GateOperation {
  readonly accountId: AccountId;
  readonly operation: Operation;
  readonly deviceToken?: string | undefined;
  readonly appPassword?: string | undefined;
}

/** IDN-4: may this operation go on (WIN-2)? One read, unless a device's or an app password's day of last use is new. */
export async function gateOperation(
  parts: GateParts,
  { accountId, appPassword, deviceToken, operation }: GateOperation,
): Promise<Outcome<Verdict, 'not-found'>> {
  const read = await readAccount(parts, accountId);
  if (read === undefined) return refuse({ code: 'not-found' });
  const { account, now } = read;
  const { proof: typed, used } = await checkedAppPassword(parts, account, appPassword);
  const shown = parts.deviceTokens.read(accountId, deviceToken);
  const trustedDevice = deviceStanding(account, shown, now) === 'trusted';
  const verdict = judgeOperation(account, operation, { trustedDevice, appPassword: typed });
  if (verdict.allowed) await note(parts, read, { device: trustedDevice ? shown : undefined, used });
  return ok(verdict);
}

interface CheckedAppPassword {
  readonly proof: OperationProof['appPassword'];
  readonly used?: AppPassword;
}

/**
 * Not limited: a service asks for every connection, all at once, and can be told from a stranger. Eighty random bits need no
 * limit; those who guess from outside meet one at the app's own door.
 */
async function checkedAppPassword(
  parts: GateParts,
  account: Account,
  typed: string | undefined,
): Promise<CheckedAppPassword> {
  if (typed === undefined) return { proof: 'none' };
  const used = await checkAppPassword(parts, account, typed);
  return used === undefined ? { proof: 'wrong' } : { proof: 'right', used };
}

interface Shown {
  readonly device: PresentedDevice | undefined;
  readonly used?: AppPassword | undefined;
}

async function note(parts: GateParts, read: ReadAccount, shown: Shown): Promise<void> {
  if (noted(read.account, shown, read.now) === read.account) return;
  // While an app password was compared, another of its many connections may have noted it.
  const loaded = shown.used === undefined ? read.loaded : undefined;
  const decide = (account: Account, at: Instant) => {
    const changed = noted(account, shown, at);
    return changed === account
      ? { outcome: ok(undefined) }
      : { outcome: ok(undefined), change: { account: changed, events: [] } };
  };
  await change(parts, read.account.id, decide, { loaded });
}

/** The same account where nothing is new. */
function noted(account: Account, { device, used }: Shown, now: Instant): Account {
  const seen = (device && deviceSeen(account, device.deviceId, now)) ?? account;
  return (used && appPasswordSeen(seen, used.id, now)) ?? seen;
}
