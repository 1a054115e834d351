import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { WrittenAnswer } from './answer.js';
import type { Contract } from './contract.js';
import { isTicketed } from './schemas/challenge.js';

type EvenTime = NonNullable<Contract['evenTime']>;

/** Recovery's answers take some five to thirty milliseconds of work: nearly all of them go out at the first beat. */
export const EVEN_RECOVERY: EvenTime = { answers: 'all', milliseconds: 100 };
export const EVEN_CHALLENGE: EvenTime = { answers: 'to-nobody', milliseconds: 100 };
/** The same and one memory-hard hash. */
export const EVEN_SAVED_CODE: EvenTime = { answers: 'all', milliseconds: 250 };
/** Two round trips and one memory-hard hash, some 50 to 90 milliseconds. */
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

/**
 * Waits for the next multiple of so many milliseconds after `started`. A timer is good to a millisecond, and what is left
 * of one would still tell: the last two are waited for turn by turn.
 *
 * @param started by `performance.now()`, which no virtual clock moves
 */
export async function untilEven(started: number, { milliseconds }: EvenTime): Promise<void> {
  const passed = performance.now() - started;
  const due = started + Math.ceil(passed / milliseconds) * milliseconds;
  const coarse = due - performance.now() - 2;
  if (coarse > 0) await sleep(coarse);
  while (performance.now() < due) await setImmediate();
}
