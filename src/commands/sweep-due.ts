import { MINUTE, plus } from '../domain/instant.js';
import type { FlowEntry, Found } from '../ports/due-index.js';
import type { ErasureFlow, TimedFlow, Workflows } from '../ports/workflows.js';
import { erasing } from './erasing.js';
import { momentsOf } from './flow-moments.js';
import { forgetActivity } from './forget-activity.js';
import type { Parts } from './parts.js';

/** A flow that is alive has done its part by then. */
const GRACE = 10 * MINUTE;

type SweepParts = Pick<Parts, 'accounts' | 'clock' | 'dueIndex' | 'erasures' | 'policy'>;

export interface Swept {
  readonly due: number;
  /** Flows that were gone and run again. */
  readonly resumed: number;
  /** Entries that could not be looked at; the next sweep tries them again. */
  readonly failed: number;
}

/**
 * DUR-2: finds what should have happened, starts again the flows of what did not, and does the chores that need no flow.
 * Costs what is due: an entry is looked at once, the last one of a flow until there is nothing left to do.
 */
export async function sweepDue(parts: SweepParts, workflows: Pick<Workflows, 'resume'>): Promise<Swept> {
  let [due, resumed, failed] = [0, 0, 0];
  for await (const page of parts.dueIndex.dueBy(plus(parts.clock.now(), -GRACE))) {
    for (const entry of page) {
      due += 1;
      try {
        if (await attend(parts, workflows, entry)) resumed += 1;
      } catch {
        // One account that can't be read must not keep all others waiting.
        failed += 1;
      }
    }
  }
  return { due, resumed, failed };
}

/** @returns whether a flow had to be started again */
async function attend(
  parts: SweepParts,
  workflows: Pick<Workflows, 'resume'>,
  entry: Found,
): Promise<boolean> {
  if ('chore' in entry) {
    await forgetActivity(parts, entry);
    return false;
  }
  const { at, flow, place } = entry;
  return flow.workflow === 'accountErasure'
    ? followErasure(parts, workflows, { at, flow, place })
    : follow(parts, workflows, { at, flow, place });
}

async function follow(
  { accounts, dueIndex, policy }: SweepParts,
  workflows: Pick<Workflows, 'resume'>,
  entry: Found<FlowEntry<TimedFlow>>,
): Promise<boolean> {
  const account = (await accounts.load(entry.flow.accountId))?.account;
  const last = account && momentsOf(account, entry.flow, policy).at(-1);
  if (last === undefined) {
    await dueIndex.settle(entry);
    return false;
  }
  const resumed = await workflows.resume(entry.flow);
  // The last entry stays until the account shows that all is done: a flow just started may be lost again.
  if (entry.at < last) await dueIndex.settle(entry);
  return resumed;
}

/** PRV-3. One that was never committed is forgotten: long after its command nobody can commit it any more. */
async function followErasure(
  parts: SweepParts,
  workflows: Pick<Workflows, 'resume'>,
  entry: Found<FlowEntry<ErasureFlow>>,
): Promise<boolean> {
  const { erasureId } = entry.flow;
  if ((await erasing(parts, erasureId)) !== undefined) return workflows.resume(entry.flow);
  await parts.erasures.forget(erasureId);
  await parts.dueIndex.settle(entry);
  return false;
}
