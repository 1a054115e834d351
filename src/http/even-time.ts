import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { WrittenAnswer } from './answer.js';
import type { Contract } from './contract.js';
import { isTicketed } from './schemas/challenge.js';

type EvenTime = NonNullable<Contract['evenTime']>;

/** Two round trips. */
export const EVEN_START: EvenTime = { answers: 'all', milliseconds: 100 };
/** A few round trips, and a flow that is started. */
export const EVEN_RECOVERY: EvenTime = { answers: 'all', milliseconds: 200 };
export const EVEN_CHALLENGE: EvenTime = { answers: 'to-nobody', milliseconds: 200 };
/** The same and one memory-hard hash. */
export const EVEN_SAVED_CODE: EvenTime = { answers: 'all', milliseconds: 250 };
/** A few round trips and one memory-hard hash. Whoever has the right password doesn't wait. */
export const EVEN_SIGN_IN: EvenTime = { answers: 'refusals', milliseconds: 200 };

/** Whether an answer of this contract waits for the beat. */
export function isHeldBack(
  contract: Pick<Contract, 'evenTime'>,
  { status }: Pick<WrittenAnswer, 'status'>,
  params: Readonly<Record<string, string>>,
): contract is { readonly evenTime: EvenTime } {
  switch (contract.evenTime?.answers) {
    case 'all':
      return true;
    case 'refusals':
      return status >= 400;
    case 'to-nobody':
      return isTicketed(params);
    case undefined:
      return false;
  }
}

/** What waiting is made of. */
export interface Waiting {
  /** Milliseconds that no virtual clock moves. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Lets everything else have its turn. */
  readonly turn: () => Promise<unknown>;
}

const realTime: Waiting = { now: () => performance.now(), sleep, turn: setImmediate };

/**
 * Waits for the next multiple of so many milliseconds after `started`. A timer is good to a millisecond, and what is left
 * of one would still tell: the last two are waited for turn by turn.
 *
 * @param started by `performance.now()`, which no virtual clock moves
 */
export async function untilEven(
  started: number,
  { milliseconds }: EvenTime,
  { now, sleep: rest, turn } = realTime,
): Promise<void> {
  const passed = now() - started;
  const due = started + Math.ceil(passed / milliseconds) * milliseconds;
  const coarse = due - now() - 2;
  if (coarse > 0) await rest(coarse);
  while (now() < due) await turn();
}
