import { MINUTE, plus, type Instant } from '../domain/instant.js';
import type { FlowEntry, Found } from '../ports/due-index.js';
import { Unavailable } from '../ports/unavailable.js';
import type { ErasureFlow, TimedFlow, Workflows } from '../ports/workflows.js';
import { erasing } from './erasing.js';
import { momentsOf } from './flow-moments.js';
import { forgetActivity } from './forget-activity.js';
import { byOwner, inParallel } from './in-parallel.js';
import type { Parts } from './parts.js';

/** A flow that is alive has done its part by then. */
const GRACE = 10 * MINUTE;
/** Accounts attended to beside each other: enough to keep one processor busy, which is what limits a sweep. */
const AT_ONCE = 16;
/** It ends by itself before the host ends it (`functionTimeout` in host.json). What is left is found by the next sweep. */
export const LONGEST_SWEEP = 25 * MINUTE;
/** When so many entries in a row meet no answer, it is not them: asking on would only add to the outage. */
const OUTAGE = 32;
/** What is left is counted thus far. */
const COUNTED = 100_000;

type SweepParts = Pick<Parts, 'accounts' | 'clock' | 'dueIndex' | 'erasures' | 'policy'>;
type Resuming = Pick<Workflows, 'resume'>;

export interface Swept {
  /** Entries that were looked at. */
  readonly due: number;
  /** Flows that were gone and run again. */
  readonly resumed: number;
  /** Entries that could not be looked at; the next sweep tries them again. */
  readonly failed: number;
  /** Entries that it did not get to: all of them or 100,000, and after an outage those that it knows of. */
  readonly left: number;
  /** Why it did not get to them. */
  readonly stopped?: 'outage' | 'time';
}

/**
 * DUR-2: finds what should have happened, starts again the flows of what did not, and does the chores that need no flow.
 * Costs what is due: an entry is looked at once, the last one of a flow until there is nothing left to do. Two sweeps at
 * once do no harm. All that one keeps in mind is a page.
 */
export async function sweepDue(parts: SweepParts, workflows: Resuming): Promise<Swept> {
  const now = parts.clock.now();
  const swept: Tally = { due: 0, resumed: 0, failed: 0, left: 0 };
  const sweep = sweeper(parts, workflows, plus(now, LONGEST_SWEEP), swept);
  try {
    for await (const page of parts.dueIndex.dueBy(plus(now, -GRACE))) {
      // Beside each other, entries of one account would commit in each other's way, and count one start twice.
      await inParallel(byOwner(page, ownerOf), AT_ONCE, async (entries) => {
        for (const entry of entries) await sweep(entry);
      });
      if (swept.stopped === 'outage' || swept.left >= COUNTED) break;
    }
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    swept.stopped ??= 'outage';
  }
  return swept;
}

type Tally = { -readonly [Count in keyof Swept]: Swept[Count] };

/** Attends to an entry, or only counts it when it is time to stop. */
function sweeper(
  parts: SweepParts,
  workflows: Resuming,
  until: Instant,
  swept: Tally,
): (entry: Found) => Promise<void> {
  let unanswered = 0;
  return async (entry) => {
    if (parts.clock.now() >= until) swept.stopped ??= 'time';
    if (swept.stopped !== undefined) {
      swept.left += 1;
      return;
    }
    swept.due += 1;
    try {
      if (await attend(parts, workflows, entry)) swept.resumed += 1;
      unanswered = 0;
    } catch (error) {
      // One account that can't be read must not keep all others waiting.
      swept.failed += 1;
      unanswered = error instanceof Unavailable ? unanswered + 1 : 0;
      if (unanswered >= OUTAGE) swept.stopped ??= 'outage';
    }
  };
}

function ownerOf(entry: Found): string {
  if ('chore' in entry) return entry.chore.accountId;
  return entry.flow.workflow === 'accountErasure' ? entry.flow.erasureId : entry.flow.accountId;
}

/** @returns whether a flow had to be started again */
async function attend(parts: SweepParts, workflows: Resuming, entry: Found): Promise<boolean> {
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
  workflows: Resuming,
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
  workflows: Resuming,
  entry: Found<FlowEntry<ErasureFlow>>,
): Promise<boolean> {
  const { erasureId } = entry.flow;
  if ((await erasing(parts, erasureId)) !== undefined) return workflows.resume(entry.flow);
  await parts.erasures.forget(erasureId);
  await parts.dueIndex.settle(entry);
  return false;
}
