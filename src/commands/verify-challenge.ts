import { contactView, type ContactView } from '../domain/contact-view.js';
import type { Account } from '../domain/account.js';
import type { Requester } from '../domain/code-ledger.js';
import type { ChallengeId, DeviceId, EventId, GrantId, WindowId } from '../domain/identifiers.js';
import { plus, type Instant } from '../domain/instant.js';
import {
  judgeCode,
  type JudgeRefusal,
  type ProvenChallenge,
  type TypedAnswer,
} from '../domain/judging-codes.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { SecondProof } from '../domain/recovery-proofs.js';
import { protectionView, type ProtectionView } from '../domain/protection-view.js';
import type { TypedCode } from '../domain/security-code.js';
import { afterProof, mayAnswer, type DeviceWish } from '../domain/after-proof.js';
import type { Caller } from '../domain/session.js';
import type { DeviceToken } from '../domain/trusted-device.js';
import { changedByCaller, type AskedParts } from './change-account.js';
import { countAnswer } from './count-answer.js';
import type { Parts } from './parts.js';
import { requesterOf } from './requester.js';
import { codeBinding } from './security-code-message.js';
import { notingRightCodes } from './noting-right-codes.js';
import type { QuotaParts } from './sending-quotas.js';
import { sessionToken } from './session-token.js';

type VerifyParts = AskedParts & QuotaParts & Pick<Parts, 'codes' | 'deviceTokens' | 'telemetry' | 'tokens'>;

export interface Verification {
  readonly challengeId: ChallengeId;
  readonly code: string;
  readonly trustDevice?: boolean | undefined;
  /** REC-3: of a trusted device, as a second proof. */
  readonly deviceToken?: string | undefined;
  readonly deviceName?: string | undefined;
  /** Where the request came from, when that can be told. */
  readonly networkAddress?: string | undefined;
}

export interface Verified {
  readonly outcome: 'verified';
  readonly contact: ContactView;
  readonly accessToken?: string;
  readonly recoveryGrant?: string;
  /** REC-3: one proof was not enough. */
  readonly needs?: SecondProof;
  readonly deviceToken?: DeviceToken;
  readonly protection?: ProtectionView;
}

/** CODE-1, CODE-3: a code typed back. What it is good for follows from the challenge's purpose. */
export async function verifyChallenge(
  parts: VerifyParts,
  caller: Caller,
  verification: Verification,
): Promise<Outcome<Verified, VerifyRefusal>> {
  const answer = typedAnswer(parts, caller, verification);
  const wish = deviceWish(parts, caller, verification);
  const noting = notingRightCodes<Proof, JudgeRefusal | 'code-required'>(
    parts,
    caller.accountId,
    (account, now) => {
      const may = mayAnswer(account, caller, answer.challengeId);
      if (!may.ok) return { outcome: may };
      const { change, outcome } = judgeCode(account, answer, now, parts.policy);
      if (!outcome.ok || change === undefined)
        return change === undefined ? { outcome } : { outcome, change };
      const after = afterProof(change, outcome.value.challenge, caller, wish, now, parts.policy);
      const { deviceToken } = after;
      // Remembered with the rest, so that a repeat gets the same token (DUR-4).
      const proof = deviceToken === undefined ? outcome.value : { ...outcome.value, deviceToken };
      return { outcome: ok(proof), change: after };
    },
  );
  const { beforeCommit, decide } = noting;
  const judged = await changedByCaller(parts, caller, decide, { beforeCommit }).finally(noting.noted);
  await noting.takeBackUnlessOwn(judged?.outcome);
  if (judged === undefined) return refuse({ code: 'unauthenticated' });
  const { account, now, outcome } = judged;
  countAnswer(parts, account, answer.challengeId, outcome);
  return outcome.ok ? ok(await proofOf(parts, caller, outcome.value, account, now)) : outcome;
}

export type VerifyRefusal = JudgeRefusal | 'code-required' | 'unauthenticated';

interface Proof extends ProvenChallenge {
  readonly deviceToken?: DeviceToken;
}

/** The token is made before it is known whether it will be given: a decision draws nothing. */
function deviceWish(
  { deviceTokens, random }: VerifyParts,
  { accountId }: Caller,
  { deviceName: name, trustDevice }: Verification,
): DeviceWish | undefined {
  if (trustDevice !== true) return undefined;
  const id = random.id() as DeviceId;
  return { id, name, fresh: deviceTokens.issue(accountId, id, random) };
}

export function typedAnswer(
  parts: Pick<VerifyParts, 'codes' | 'deviceTokens' | 'policy' | 'random' | 'vault'>,
  { accountId }: Pick<Caller, 'accountId'>,
  verification: Verification,
): TypedAnswer {
  const { challengeId, code, deviceToken, networkAddress } = verification;
  const { codes, deviceTokens, policy, vault } = parts;
  const binding = (challenge: Parameters<TypedAnswer['matches']>[0], send: number) =>
    codeBinding(accountId, challenge, send, policy.codeDigits);
  return {
    challengeId,
    requester: requesterOf(vault, networkAddress) ?? ('signed-in' as Requester),
    matches: (challenge, send) => codes.matches(binding(challenge, send), normalised(code)),
    reference: (challenge, send) => codes.reference(binding(challenge, send)),
    device: deviceTokens.read(accountId, deviceToken),
    ids: {
      eventId: parts.random.id() as EventId,
      windowId: parts.random.id() as WindowId,
      grantId: parts.random.id() as GrantId,
    },
  };
}

/** Codes are copied with blanks and dashes, and typed on keyboards with other digits. */
function normalised(code: string): TypedCode {
  return code
    .normalize('NFKC')
    .replace(/[\s\u200e\u200f-]/g, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, asciiDigit) as TypedCode;
}

function asciiDigit(digit: string): string {
  return String((digit.codePointAt(0) ?? 0) & 0x0f);
}

/** Proving a contact at this session is a step-up; the newly added one's age is weighed where it matters (RMV-4). */
async function proofOf(
  parts: VerifyParts,
  caller: Caller,
  proof: Proof,
  account: Account,
  now: Instant,
): Promise<Verified> {
  const { challenge, contact, deviceToken } = proof;
  const device = deviceToken === undefined ? {} : { deviceToken };
  const verified = { outcome: 'verified', contact: contactView(contact), ...device } as const;
  const { policy } = parts;
  // From when the code was typed, not from when the answer is repeated (DUR-4).
  const typedAt = challenge.closed?.at ?? now;
  const token = (given: Pick<Caller, 'codeAt' | 'elevation'>) =>
    sessionToken(parts, account, caller, given, now);
  switch (challenge.purpose) {
    case 'add-contact':
    case 'step-up': {
      if (caller.limitedTo === 'new-password' || caller.limitedTo === 'sign-in')
        return { ...verified, protection: protectionView(account.protection) };
      const elevation = { until: plus(typedAt, policy.stepUpLifetime), by: contact.id };
      const accessToken = await token({ elevation });
      const isOpen = account.protection.kind === 'protected';
      return {
        ...verified,
        accessToken,
        ...(isOpen ? { protection: protectionView(account.protection) } : {}),
      };
    }
    case 'cancel-protection':
      return { ...verified, protection: protectionView(account.protection) };
    case 'confirm':
      return caller.limitedTo === undefined ? verified : { ...verified, accessToken: await token({}) };
    case 'recover':
      return proofOfRecovery(parts, proof, account, now);
    case 'sign-in':
      return { ...verified, accessToken: await token({ codeAt: typedAt }) };
  }
}

/** REC-3: the grant, or what it still needs. A grant that another one has replaced is not given out again. */
export async function proofOfRecovery(
  { tokens }: Pick<Parts, 'tokens'>,
  { contact, grantId, needs }: ProvenChallenge,
  { id: accountId, recoveryGrant: grant }: Account,
  now: Instant,
): Promise<Verified> {
  const verified = { outcome: 'verified', contact: contactView(contact) } as const;
  if (needs !== undefined) return { ...verified, needs };
  if (grant === undefined || grant.id !== grantId) return verified;
  const recoveryGrant = await tokens.issueGrant({ accountId, grantId: grant.id }, grant.expiresAt, now);
  return { ...verified, recoveryGrant };
}
