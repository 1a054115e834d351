import type { MaskedContact } from '../api/shapes.js';
import { placeOf, proceed, recovery } from './recovery.js';

/** What a proof came to: a grant, or the wish for another proof (REC-3); and the new code on paper when that was it (REC-5). */
interface ProofTaken {
  readonly recoveryGrant?: string | undefined;
  readonly recoveryCode?: string | undefined;
  readonly needs?:
    { readonly contacts: readonly MaskedContact[]; readonly recoveryCode: boolean } | undefined;
}

/** Keeps what came of a proof; answers with the page that is next. */
export function afterProof({ needs, recoveryCode, recoveryGrant }: ProofTaken): string {
  proceed({
    challengeId: undefined,
    contactId: undefined,
    ...(recoveryCode === undefined ? {} : { recoveryCode }),
    ...(recoveryGrant === undefined ? {} : { recoveryGrant }),
    ...(needs === undefined
      ? {}
      : { contacts: needs.contacts, second: { recoveryCode: needs.recoveryCode } }),
  });
  return recovery.value === undefined ? '/recover' : placeOf(recovery.value);
}
