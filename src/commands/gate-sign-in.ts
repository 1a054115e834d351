import type { Account } from '../domain/account.js';
import type { ConfirmationView } from '../domain/confirmation.js';
import type { AccountId, DeadlineId, EventId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { Policy } from '../domain/policy.js';
import { protectionView, type ProtectionView } from '../domain/protection-view.js';
import type { MaskedContact } from '../domain/refusal.js';
import { passGate } from '../domain/sign-in-gate.js';
import { codeRequired, confirmationRequired, newPasswordRequired } from '../domain/sign-in-view.js';
import type { SignInStop } from '../domain/signing-in.js';
import { change, type AskedParts } from './change-account.js';
import type { Parts } from './parts.js';

export interface GateSignIn {
  readonly accountId: AccountId;
  readonly deviceToken?: string | undefined;
  /** The sign-in before this one. */
  readonly lastSignInAt?: Instant | undefined;
  /** The access token that the code after the password gave. */
  readonly signInProof?: string | undefined;
}

/** As a sign-in here, without tokens: the other system has its own. */
export type GateOutcome =
  | {
      readonly outcome: 'signed-in';
      readonly account: { readonly accountId: AccountId };
      readonly protection: ProtectionView;
    }
  | {
      readonly outcome: 'confirmation-required';
      readonly confirmation: ConfirmationView;
      readonly canSkip: boolean;
      readonly contacts: readonly MaskedContact[];
    }
  | { readonly outcome: 'code-required'; readonly contacts: readonly MaskedContact[] }
  | { readonly outcome: 'device-required' }
  | { readonly outcome: 'new-password-required'; readonly contacts: readonly MaskedContact[] };

/** IDN-4: may this sign-in go on (CNF, TSV, WIN)? Asking counts as the sign-in, and fixes the deadline as one here does. */
export async function gateSignIn(
  parts: AskedParts & Pick<Parts, 'deviceTokens' | 'tokens'>,
  { accountId, deviceToken, lastSignInAt, signInProof }: GateSignIn,
): Promise<Outcome<GateOutcome, 'not-found'>> {
  const { clock, deviceTokens, policy, random, request, tokens } = parts;
  const proof = signInProof === undefined ? undefined : await tokens.read(signInProof, clock.now());
  const knock = { device: deviceTokens.read(accountId, deviceToken), proof, lastSignInAt };
  const ids = { eventId: random.id() as EventId, deadlineId: random.id() as DeadlineId };
  const changed = await change(
    parts,
    accountId,
    (account, now) => passGate(account, knock, ids, now, policy),
    { request },
  );
  if (changed === undefined) return refuse({ code: 'not-found' });
  const { account, now, outcome } = changed;
  return outcome.ok ? ok(told(account, outcome.value.stop, now, policy)) : outcome;
}

function told(account: Account, stop: SignInStop | undefined, now: Instant, policy: Policy): GateOutcome {
  switch (stop) {
    case undefined: {
      const { id: accountId, protection } = account;
      return { outcome: 'signed-in', account: { accountId }, protection: protectionView(protection) };
    }
    case 'confirmation':
      return confirmationRequired(account, now);
    case 'sign-in':
      return codeRequired(account, policy);
    case 'device':
      return { outcome: 'device-required' };
    case 'new-password':
      return newPasswordRequired(account);
  }
}
