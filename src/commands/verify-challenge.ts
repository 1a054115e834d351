import { contactView, type ContactView } from '../domain/contact-view.js';
import type { Account } from '../domain/account.js';
import type { Requester } from '../domain/code-ledger.js';
import type { ChallengeId, EventId } from '../domain/identifiers.js';
import { plus, type Instant } from '../domain/instant.js';
import {
  judgeCode,
  type JudgeRefusal,
  type ProvenChallenge,
  type TypedAnswer,
} from '../domain/judging-codes.js';
import { ok, type Outcome } from '../domain/outcome.js';
import { protectionView, type ProtectionView } from '../domain/protection-view.js';
import type { TypedCode } from '../domain/security-code.js';
import type { Caller } from '../domain/session.js';
import { changeAsCaller, type ChangeParts } from './change-account.js';
import type { Parts } from './parts.js';
import { codeBinding } from './security-code-message.js';

type VerifyParts = ChangeParts & Pick<Parts, 'codes' | 'tokens' | 'vault'>;

export interface Verification {
  readonly challengeId: ChallengeId;
  readonly code: string;
  readonly trustDevice?: boolean | undefined;
  /** Where the request came from, when that can be told. */
  readonly networkAddress?: string | undefined;
}

export interface Verified {
  readonly outcome: 'verified';
  readonly contact: ContactView;
  readonly accessToken?: string;
  readonly protection?: ProtectionView;
}

/** CODE-1, CODE-3: a code typed back. What it is good for follows from the challenge's purpose. */
export async function verifyChallenge(
  parts: VerifyParts,
  caller: Caller,
  verification: Verification,
): Promise<Outcome<Verified, JudgeRefusal | 'unauthenticated'>> {
  const answer = typedAnswer(parts, caller, verification);
  let after: { account: Account; now: Instant } | undefined;
  const judged = await changeAsCaller(parts, caller, (account, now) => {
    const decision = judgeCode(account, answer, now, parts.policy);
    after = { account: decision.change?.account ?? account, now };
    return decision;
  });
  if (!judged.ok || after === undefined) return judged as Outcome<never, JudgeRefusal | 'unauthenticated'>;
  return ok(await proofOf(parts, caller, judged.value, after.account, after.now));
}

function typedAnswer(parts: VerifyParts, caller: Caller, verification: Verification): TypedAnswer {
  const { challengeId, code, networkAddress } = verification;
  const { codes, policy, vault } = parts;
  const binding = (challenge: Parameters<TypedAnswer['matches']>[0], send: number) =>
    codeBinding(caller.accountId, challenge, send, policy.codeDigits);
  return {
    challengeId,
    requester: networkAddress === undefined ? ('signed-in' as Requester) : vault.requester(networkAddress),
    matches: (challenge, send) => codes.matches(binding(challenge, send), normalised(code)),
    reference: (challenge, send) => codes.reference(binding(challenge, send)),
    eventId: parts.random.id() as EventId,
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
  { challenge, contact }: ProvenChallenge,
  account: Account,
  now: Instant,
): Promise<Verified> {
  const verified = { outcome: 'verified', contact: contactView(contact) } as const;
  switch (challenge.purpose) {
    case 'add-contact':
    case 'step-up':
      return { ...verified, accessToken: await elevate(parts, caller, contact.id, account, now) };
    case 'cancel-protection':
      return { ...verified, protection: protectionView(account.protection) };
    case 'confirm':
    case 'sign-in':
    case 'recover':
      return verified;
  }
}

async function elevate(
  parts: VerifyParts,
  caller: Caller,
  by: ContactView['id'],
  account: Account,
  now: Instant,
): Promise<string> {
  const expiresAt = account.sessions.find(({ id }) => id === caller.sessionId)?.expiresAt ?? now;
  const elevation = { until: plus(now, parts.policy.stepUpLifetime), by };
  return parts.tokens.issue({ ...caller, elevation }, expiresAt, now);
}
