import type { EventId, GrantId } from '../domain/identifiers.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import {
  savedRecoveryCode,
  typedRecoveryCode,
  type ShownRecoveryCode,
} from '../domain/saved-recovery-code.js';
import { countTry, useRecoveryCode as decide, type SavedCodeUsed } from '../domain/saving-recovery-codes.js';
import type { SecondProof } from '../domain/recovery-proofs.js';
import { settle } from '../domain/settled-account.js';
import { shadowAccount } from '../domain/shadow-account.js';
import type { LoadedAccount } from '../ports/accounts.js';
import type { RecoveryTicket } from '../ports/recovery-tickets.js';
import { change, type AskedParts } from './change-account.js';
import { liveRecovery } from './live-recovery.js';
import type { Parts } from './parts.js';
import { requesterOf } from './requester.js';

type UseParts = AskedParts &
  Pick<
    Parts,
    | 'deviceTokens'
    | 'directory'
    | 'passwords'
    | 'recoveryTickets'
    | 'shadows'
    | 'shadowSeeds'
    | 'tokens'
    | 'vault'
  >;

export interface TypedRecoveryCode {
  readonly recoveryId: string;
  readonly recoveryCode: string;
  readonly deviceToken?: string | undefined;
  readonly networkAddress?: string | undefined;
}

export interface UsedRecoveryCode {
  readonly recoveryGrant?: string;
  /** In place of the one that was used. */
  readonly recoveryCode: ShownRecoveryCode;
  readonly needs?: SecondProof;
}

type UseRefusal = 'not-found' | 'wrong-code' | 'too-many-attempts';

/**
 * REC-5: the code that the holder kept. An unknown name, an account without one and one in a protection window cost the same
 * work as a wrong code and get the same answer.
 */
export async function useRecoveryCode(
  parts: UseParts,
  typed: TypedRecoveryCode,
): Promise<Outcome<UsedRecoveryCode, UseRefusal>> {
  const recovery = liveRecovery(parts, typed.recoveryId);
  if (recovery === undefined) return refuse({ code: 'not-found' });
  const seed = parts.shadowSeeds.of(recovery.name);
  const next = savedRecoveryCode([parts.random.id(), parts.random.id()]);
  const accountId = await parts.directory.find(recovery.name);
  const [loaded, tried] = await Promise.all([
    parts.accounts.load(accountId ?? seed.nobody),
    tryOnce(parts, recovery, typed),
    parts.shadows.note(seed.accountId, parts.clock.now()),
  ]);
  const { request } = parts;
  const wasAnswered = loaded?.account.answered.some(({ key }) => key === request?.key) === true;
  if (!tried.ok && !wasAnswered) return tried;
  const compared = wasAnswered ? 'answered' : await rightHash(parts, loaded, typed.recoveryCode);
  const attemptsRemaining = tried.ok ? tried.value.attemptsRemaining : 0;
  const wrong = refuse({ code: 'wrong-code', attemptsRemaining });
  if (loaded === undefined || compared === undefined) return wrong;

  const use = {
    ...{ compared, recoveryId: recovery.id, nextHash: await parts.passwords.hash(next.plain) },
    device: parts.deviceTokens.read(loaded.account.id, typed.deviceToken),
    grantId: parts.random.id() as GrantId,
    eventId: parts.random.id() as EventId,
  };
  const used = await change<SavedCodeUsed & { readonly shown: ShownRecoveryCode }, 'not-usable'>(
    parts,
    loaded.account.id,
    (account, now) => {
      const { outcome, ...decided } = decide(account, use, now, parts.policy);
      // Remembered with the rest: whoever lost the answer would have lost the code (DUR-4).
      return outcome.ok ? { outcome: ok({ ...outcome.value, shown: next.shown }), ...decided } : { outcome };
    },
    { loaded, request, anew: true },
  );
  if (used?.outcome.ok !== true) return wrong;
  const { grantId, needs, shown } = used.outcome.value;
  const { id, recoveryGrant: grant } = used.account;
  const kept = { recoveryCode: shown, ...(needs === undefined ? {} : { needs }) };
  if (grant === undefined || grant.id !== grantId) return ok(kept);
  const claims = { accountId: id, grantId: grant.id };
  return ok({ ...kept, recoveryGrant: await parts.tokens.issueGrant(claims, grant.expiresAt, used.now) });
}

/** The same for every name: it is counted in the name's shadow, whether there is an account or not. */
async function tryOnce(
  parts: UseParts,
  { name }: RecoveryTicket,
  { networkAddress }: TypedRecoveryCode,
): Promise<Outcome<{ readonly attemptsRemaining: number }, 'too-many-attempts'>> {
  const { accountId } = parts.shadowSeeds.of(name);
  const requester = requesterOf(parts.vault, networkAddress);
  // Where nobody can be told from anybody a count would keep the holder out; 114 random bits need none.
  if (requester === undefined) return ok({ attemptsRemaining: parts.policy.failuresBeforeCoolDown });
  const tried = await change(
    parts,
    accountId,
    (shadow, now) => countTry(shadow, requester, now, parts.policy),
    { orNew: (now) => shadowAccount(accountId, now) },
  );
  if (tried === undefined) throw new Error('A shadow is always there.');
  return tried.outcome;
}

/** One memory-hard hash is computed, whatever there is to compare with. */
async function rightHash(
  { clock, passwords, policy }: UseParts,
  loaded: LoadedAccount | undefined,
  text: string,
): Promise<string | undefined> {
  const account = loaded && settle(loaded.account, clock.now(), policy).account;
  const hash = account?.protection.kind === 'protected' ? undefined : account?.recoveryCode?.hash;
  const typed = typedRecoveryCode(text);
  const isRight =
    hash === undefined ? await passwords.verifyNothing(typed) : await passwords.verify(typed, hash);
  return isRight ? hash : undefined;
}
