import type { CodeToSend } from '../domain/asking-for-codes.js';
import type { AccountId } from '../domain/identifiers.js';
import { ok, type Outcome } from '../domain/outcome.js';
import type { RefusalCode } from '../domain/refusal.js';
import type { BeforeCommit, Decide } from './change-account.js';
import { noteRightCode, takeBackRightCode, type QuotaParts } from './sending-quotas.js';

/** A decision over a code typed back that the gates hear of, for `change`. */
interface NotingRightCodes<T, C extends RefusalCode> {
  readonly decide: Decide<T, C>;
  readonly beforeCommit: BeforeCommit<C, T>;
  /** Resolves once it is noted, whatever became of the change. */
  readonly noted: () => Promise<void>;
  /**
   * One code is one answer: of those that typed it at the same time, or at another machine that remembers the account as it
   * was, only the one that was committed counts. Otherwise they would open the gates for codes that nobody types back.
   *
   * @param outcome of the change
   */
  readonly takeBackUnlessOwn: (outcome: { readonly ok: boolean } | undefined) => Promise<void>;
}

/** CODE-5: noted beside the commit, which nobody's bookkeeping may slow down. */
export function notingRightCodes<T extends CodeToSend, C extends RefusalCode>(
  parts: QuotaParts,
  accountId: AccountId,
  decide: Decide<T, C>,
): NotingRightCodes<T, C> {
  let decided: Outcome<T, C> | undefined;
  let proven: T | undefined;
  let noted: Promise<void> | undefined;
  return {
    decide: (account, now) => {
      const decision = decide(account, now);
      decided = decision.outcome;
      return decision;
    },
    beforeCommit: (value) => {
      proven = value;
      noted = value && noteRightCode(parts, accountId, value);
      return Promise.resolve(ok(undefined));
    },
    noted: async () => noted,
    takeBackUnlessOwn: async (outcome) => {
      const isOwn = outcome?.ok === true && outcome === decided;
      if (proven !== undefined && !isOwn) await takeBackRightCode(parts, accountId, proven);
    },
  };
}
