import type { MaskedContact } from '../api/shapes.js';
import { keepNewCode, placeOf, proceed, recovery, type Recovery } from './recovery.js';

/** What a proof came to: a grant, or the wish for another proof (REC-3); and the new code on paper when that was it (REC-5). */
interface ProofTaken {
  readonly recoveryGrant?: string | undefined;
  readonly recoveryCode?: string | undefined;
  readonly needs?:
    { readonly contacts: readonly MaskedContact[]; readonly recoveryCode: boolean } | undefined;
}

/**
 * Keeps what came of a proof. Of a recovery that was given up for another one, that is no more than the new code on paper.
 *
 * @returns the page that is next; none where the answer is nothing to whoever is here
 */
export function afterProof(
  { recoveryId, signInName }: Recovery,
  { needs, recoveryCode, recoveryGrant }: ProofTaken,
): string | undefined {
  proceed(recoveryId, {
    challengeId: undefined,
    contactId: undefined,
    ...(recoveryGrant === undefined ? {} : { recoveryGrant }),
    ...(needs === undefined
      ? {}
      : { contacts: needs.contacts, second: { recoveryCode: needs.recoveryCode } }),
  });
  if (recoveryCode !== undefined) keepNewCode({ recoveryId, signInName, code: recoveryCode });
  const now = recovery.peek();
  if (now === undefined) return undefined;
  return now.recoveryId === recoveryId || recoveryCode !== undefined ? placeOf(now) : undefined;
}
