import { mayWithStepUp, type StepUpRefusal } from './access.js';
import { contactsIn, withLedger, type Account, type Change } from './account.js';
import type { Happening } from './account-event.js';
import { ledgerOf } from './asking-for-codes.js';
import { failuresInAnHour, requesterWait, withFailure, type Requester } from './code-ledger.js';
import type { AddressFingerprint } from './contact-address.js';
import type { Decision } from './decision.js';
import type { EventId, GrantId, RecoveryId } from './identifiers.js';
import type { Instant } from './instant.js';
import { tooMany } from './limits.js';
import { ok, refuse } from './outcome.js';
import type { Policy } from './policy.js';
import { withProofs, type RecoveryProof, type SecondProof } from './recovery-proofs.js';
import type { Caller } from './session.js';
import type { PresentedDevice } from './trusted-device.js';
import { deviceStanding } from './trusting-devices.js';

/** REC-5: a new code; any older one is worth nothing then, and every contact is told. */
export function saveRecoveryCode(
  account: Account,
  caller: Caller,
  hash: string,
  eventId: EventId,
  now: Instant,
): Decision<undefined, StepUpRefusal> {
  const may = mayWithStepUp(account, caller, now);
  if (!may.ok) return { outcome: may };
  const saved: Account = { ...account, recoveryCode: { hash, createdAt: now } };
  return { outcome: ok(undefined), change: told(saved, 'recovery-code-made', eventId, now) };
}

export interface SavedCodeUse {
  /** The hash that what was typed is right for. */
  readonly compared: string;
  /** Of the code that comes in its place. */
  readonly nextHash: string;
  readonly recoveryId: RecoveryId;
  readonly device: PresentedDevice | undefined;
  readonly grantId: GrantId;
  readonly eventId: EventId;
}

export interface SavedCodeUsed {
  readonly grantId?: GrantId;
  readonly needs?: SecondProof;
}

/** REC-5: used once, and replaced by a new one with that (NIST SP 800-63B-4 §4.2.1.1). Never in a protection window (WIN-2). */
export function useRecoveryCode(
  account: Account,
  use: SavedCodeUse,
  now: Instant,
  policy: Policy,
): Decision<SavedCodeUsed, 'not-usable'> {
  // Somebody else may have used it since it was compared.
  if (account.protection.kind === 'protected' || account.recoveryCode?.hash !== use.compared)
    return { outcome: refuse({ code: 'not-usable', reason: 'purpose' }) };
  const trusted: readonly RecoveryProof[] =
    deviceStanding(account, use.device, now) === 'trusted' ? [{ by: 'device', at: now }] : [];
  const { account: proven, ...came } = withProofs(
    account,
    use.recoveryId,
    [{ by: 'saved-code', at: now }, ...trusted],
    use.grantId,
    now,
    policy,
  );
  const replaced: Account = { ...proven, recoveryCode: { hash: use.nextHash, createdAt: now } };
  return { outcome: ok(came), change: told(replaced, 'recovery-code-used', use.eventId, now) };
}

/**
 * One try more of a name's saved code, counted before it is looked at, in the name's shadow: there may be no account. Only
 * the requester waits, so nobody keeps a holder from the code; it has too many bits to be guessed.
 */
export function countTry(
  shadow: Account,
  requester: Requester,
  now: Instant,
  policy: Policy,
): Decision<{ readonly attemptsRemaining: number }, 'too-many-attempts'> {
  const ledger = ledgerOf(shadow, SAVED_CODE, now);
  const reached = requesterWait(ledger, requester, now);
  if (reached !== undefined) return { outcome: tooMany('too-many-attempts', reached, now) };
  const counted = withFailure(ledger, requester, now, policy);
  const failures = failuresInAnHour(counted, requester, now);
  return {
    outcome: ok({ attemptsRemaining: Math.max(0, policy.failuresBeforeCoolDown - failures) }),
    change: { account: withLedger(shadow, counted), events: [] },
  };
}

const SAVED_CODE = 'saved-code' as AddressFingerprint;

function told(
  account: Account,
  kind: 'recovery-code-made' | 'recovery-code-used',
  id: EventId,
  at: Instant,
): Change {
  const happened: Happening = { kind, tell: contactsIn(account, 'active').map((contact) => contact.id) };
  return { account, events: [{ id, at, happened }] };
}
