import type { CodeToSend } from '../domain/asking-for-codes.js';
import type { AccountId } from '../domain/identifiers.js';
import { ok } from '../domain/outcome.js';
import type { RefusalCode } from '../domain/refusal.js';
import type { BeforeCommit, Decide } from './change-account.js';
import { noteRightCode, takeBackRightCode, type QuotaParts } from './sending-quotas.js';

/** Names the try that noted the code: all else in the outcome is the same for a repeat. */
interface Noted {
  readonly notedBy: number;
}

/** A decision over a code typed back that the gates hear of, for `change`. */
interface NotingRightCodes<T, C extends RefusalCode> {
  readonly decide: Decide<T & Noted, C>;
  readonly beforeCommit: BeforeCommit<C, T & Noted>;
  /** Resolves once it is noted, whatever became of the change. */
  readonly noted: () => Promise<void>;
  /**
   * One code is one answer: of those that typed it at the same time, or at another machine that remembers the account as it
   * was, only the one that was committed counts, also where the answer of its commit was lost. Otherwise they would open the
   * gates for codes that nobody types back.
   *
   * @param outcome of the change
   */
  readonly takeBackUnlessOwn: (
    outcome: { readonly ok: true; readonly value: Noted } | { readonly ok: false } | undefined,
  ) => Promise<void>;
}

/** CODE-5: noted beside the commit, which nobody's bookkeeping may slow down. */
export function notingRightCodes<T extends CodeToSend, C extends RefusalCode>(
  parts: QuotaParts,
  accountId: AccountId,
  decide: Decide<T, C>,
): NotingRightCodes<T, C> {
  const notedBy = parts.random.fraction();
  let proven: T | undefined;
  let noted: Promise<void> | undefined;
  return {
    decide: (account, now) => {
      const { change, outcome } = decide(account, now);
      const named = outcome.ok ? ok({ ...outcome.value, notedBy }) : outcome;
      return change === undefined ? { outcome: named } : { outcome: named, change };
    },
    beforeCommit: (value) => {
      proven = value;
      noted = value && noteRightCode(parts, accountId, value);
      return Promise.resolve(ok(undefined));
    },
    noted: async () => noted,
    takeBackUnlessOwn: async (outcome) => {
      const isOwn = outcome?.ok === true && outcome.value.notedBy === notedBy;
      if (proven !== undefined && !isOwn) await takeBackRightCode(parts, accountId, proven);
    },
  };
}
