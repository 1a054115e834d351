import type { CodeToSend } from '../domain/asking-for-codes.js';
import { codesReached, withCodeCounted } from '../domain/codes-sent.js';
import type { AccountId } from '../domain/identifiers.js';
import type { Instant } from '../domain/instant.js';
import { tooMany, type Reached } from '../domain/limits.js';
import { ok, widen } from '../domain/outcome.js';
import type { RefusalCode } from '../domain/refusal.js';
import type { BeforeCommit, Decide } from './change-account.js';
import { lookAtQuotas, type QuotaParts } from './sending-quotas.js';
import { alreadyTaken, giveRoomBack, takeRoom, type Standing } from './take-room.js';

/** Names the try that took room for the code: all else in the outcome is the same for a repeat. */
interface CountedCode extends CodeToSend {
  readonly countedBy: number;
}

/** A decision over a code that goes out within every quota, for `change`. */
interface WithinQuotas<C extends RefusalCode> {
  readonly decide: Decide<CountedCode, C | 'too-many-codes'>;
  readonly beforeCommit: BeforeCommit<C | 'too-many-codes', CountedCode>;
  /**
   * Nothing is taken for a code that doesn't go out: the account had no room for it any more, or a repeat that came at the
   * same time sends it (DUR-4). One that may have gone counts, also where the answer of its commit was lost.
   *
   * @param outcome of the change
   */
  readonly giveBackUnlessOwn: (
    outcome: { readonly ok: true; readonly value: CountedCode } | { readonly ok: false } | undefined,
  ) => Promise<void>;
}

interface Taken {
  readonly standings: readonly Standing[];
  readonly at: Instant;
}

/**
 * CODE-5. The account's own quota is taken with the commit of the code. Where it has no room the decision stands until the
 * others were looked at: the answer tells the longest wait.
 */
export function withinQuotas<C extends RefusalCode>(
  parts: QuotaParts,
  accountId: AccountId,
  decide: Decide<CodeToSend, C>,
  prepare: BeforeCommit<C> | undefined,
): WithinQuotas<C> {
  const countedBy = parts.random.fraction();
  let reached: Reached | undefined;
  let taken: Taken | undefined;
  return {
    decide: (account, now) => {
      const { change, outcome } = decide(account, now);
      const decided = widen<CountedCode, C | 'too-many-codes'>(
        outcome.ok ? ok({ ...outcome.value, countedBy }) : outcome,
      );
      if (change === undefined) return { outcome: decided };
      if (!decided.ok) return { outcome: decided, change };
      reached = codesReached(account, 'codesSent', now, parts.policy);
      // Others were faster since all was looked at.
      if (reached !== undefined && taken !== undefined)
        return { outcome: widen(tooMany('too-many-codes', reached, now)) };
      const counted = withCodeCounted(change.account, 'codesSent', now, parts.policy);
      return { outcome: decided, change: { ...change, account: counted } };
    },
    beforeCommit: async (sending) => {
      const at = parts.clock.now();
      const preparing = Promise.resolve(prepare?.(sending) ?? ok(undefined));
      const [ready, { room, standings }] = await Promise.all([
        preparing,
        takenFor(parts, accountId, sending, reached, preparing),
      ]);
      if (room.ok) taken = { standings, at };
      return widen(ready.ok ? room : ready);
    },
    giveBackUnlessOwn: async (outcome) => {
      const isOwn = outcome?.ok === true && outcome.value.countedBy === countedBy;
      if (taken !== undefined && !isOwn) await giveRoomBack(parts, taken.standings, taken.at);
    },
  };
}

/** A gate closes behind what is taken, for everybody: from those nothing is taken that may be in vain. */
async function takenFor(
  parts: QuotaParts,
  accountId: AccountId,
  sending: CodeToSend | undefined,
  reached: Reached | undefined,
  preparing: Promise<{ readonly ok: boolean }>,
) {
  const standings = sending === undefined ? [] : await lookAtQuotas(parts, accountId, sending, { reached });
  const isGated = sending !== undefined && sending.challenge.delivery !== 'email';
  if (isGated && !(await preparing).ok) return { room: ok(undefined), standings: alreadyTaken(standings) };
  return { room: await takeRoom(parts, 'too-many-codes', standings), standings };
}
