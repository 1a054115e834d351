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
import { changeAccount, readAccount, type ChangeParts } from './change-account.js';
import { appPasswordGuess, checkAppPassword } from './check-app-password.js';
import { guarded, type GuardParts } from './guarded.js';
import type { Parts } from './parts.js';

type GateParts = ChangeParts & GuardParts & Pick<Parts, 'deviceTokens' | 'passwords'>;

export interface GateOperation {
  readonly accountId: AccountId;
  readonly operation: Operation;
  readonly deviceToken?: string | undefined;
  readonly appPassword?: string | undefined;
}

type GateRefusal = 'not-found' | 'too-many-attempts';

/** IDN-4: may this operation go on (WIN-2)? One read, unless a device's or an app password's day of last use is new. */
export async function gateOperation(
  parts: GateParts,
  { accountId, appPassword, deviceToken, operation }: GateOperation,
): Promise<Outcome<Verdict, GateRefusal>> {
  const read = await readAccount(parts, accountId);
  if (read === undefined) return refuse({ code: 'not-found' });
  const { account, now } = read;
  const checked = await checkedAppPassword(parts, account, appPassword);
  if (!checked.ok) return checked;
  const { proof: typed, used } = checked.value;
  const shown = parts.deviceTokens.read(accountId, deviceToken);
  const trustedDevice = deviceStanding(account, shown, now) === 'trusted';
  const verdict = judgeOperation(account, operation, { trustedDevice, appPassword: typed });
  if (verdict.allowed) await note(parts, account, { device: trustedDevice ? shown : undefined, used }, now);
  return ok(verdict);
}

interface CheckedAppPassword {
  readonly proof: OperationProof['appPassword'];
  readonly used?: AppPassword;
}

/** A wrong one is a guess that counts; whoever asks hears of it in the verdict. */
async function checkedAppPassword(
  parts: GateParts,
  account: Account,
  typed: string | undefined,
): Promise<Outcome<CheckedAppPassword, 'too-many-attempts'>> {
  if (typed === undefined) return ok({ proof: 'none' });
  const guess = { ...appPasswordGuess(account.id, typed), networkAddress: undefined };
  const nothingMore = () => Promise.resolve(undefined);
  const judged = await guarded<AppPassword, 'wrong-credentials', undefined>(
    parts,
    guess,
    nothingMore,
    async () => {
      const used = await checkAppPassword(parts, account, typed);
      return used === undefined ? refuse({ code: 'wrong-credentials' }) : ok(used);
    },
  );
  if (judged.ok) return ok({ proof: 'right', used: judged.value });
  const { refusal } = judged;
  return refusal.code === 'wrong-credentials' ? ok({ proof: 'wrong' }) : refuse(refusal);
}

interface Shown {
  readonly device: PresentedDevice | undefined;
  readonly used?: AppPassword | undefined;
}

async function note(parts: GateParts, read: Account, shown: Shown, now: Instant): Promise<void> {
  if (noted(read, shown, now) === read) return;
  await changeAccount(parts, read.id, (account, at) => {
    const changed = noted(account, shown, at);
    return changed === account
      ? { outcome: ok(undefined) }
      : { outcome: ok(undefined), change: { account: changed, events: [] } };
  });
}

/** The same account where nothing is new. */
function noted(account: Account, { device, used }: Shown, now: Instant): Account {
  const seen = (device && deviceSeen(account, device.deviceId, now)) ?? account;
  return (used && appPasswordSeen(seen, used.id, now)) ?? seen;
}
