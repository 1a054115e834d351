import { DAY, plus } from '../domain/instant.js';
import type { Parts } from './parts.js';
import type { FlowHistory } from '../ports/flow-history.js';

/** Ended flows have nothing left to say after a day. */
const KEPT = DAY;

/** Lets go of the histories of flows that ended. What failed stays for an operator to look at. */
export async function purgeFinishedFlows(
  { clock }: Pick<Parts, 'clock'>,
  history: FlowHistory,
): Promise<number> {
  return history.purgeCompletedBefore(plus(clock.now(), -KEPT));
}
