import { isIn } from '../domain/contact.js';
import type { Account } from '../domain/account.js';
import { instant } from '../domain/instant.js';
import type { DueEntry } from '../ports/due-index.js';
import type { FlowHistory } from '../ports/flow-history.js';
import type { TimedFlow, WorkflowStart } from '../ports/workflows.js';
import type { AccountErasureInput, FlowsEnding } from '../workflows/account-erasure.js';
import { erasing } from './erasing.js';
import { everyEvent } from './every-event.js';
import { flowsFor } from './flows-for.js';
import type { Parts } from './parts.js';

const AT_ONCE = 8;

/**
 * PRV-3: every flow of the account ends, and its history goes. They are found by what started them: events, entries of the
 * due index, and the account itself, each of which may be gone before the flow.
 */
export async function endAccountFlows(
  parts: Pick<Parts, 'accounts' | 'erasures'>,
  history: FlowHistory,
  { erasureId }: AccountErasureInput,
): Promise<FlowsEnding> {
  const account = (await erasing(parts, erasureId))?.account;
  if (account === undefined) return { closed: 'done' };
  const [events, entries] = await Promise.all([
    everyEvent(parts, account.id, instant(0)),
    parts.accounts.dueEntries(account.id),
  ]);
  const started = events.flatMap((event) => flowsFor(account.id, event).start ?? []);
  const flows = [...started, ...entries.flatMap(flowOf), ...flowsOfState(account)];
  const others = flows.filter(({ workflow }) => workflow !== 'accountErasure');
  const distinct = [...new Map(others.map((flow) => [JSON.stringify(flow), flow])).values()];
  let ends = 0;
  for (let from = 0; from < distinct.length; from += AT_ONCE) {
    const some = distinct.slice(from, from + AT_ONCE).map((flow) => history.erase(flow));
    ends += (await Promise.all(some)).filter((result) => result === 'ends').length;
  }
  return { closed: ends === 0 ? 'done' : 'not-yet' };
}

function flowOf(entry: DueEntry): readonly WorkflowStart[] {
  return 'flow' in entry ? [entry.flow] : [];
}

/** What the account itself shows to be under way, or to have been until just now. */
export function flowsOfState({ confirmation, contacts, id, protection }: Account): readonly TimedFlow[] {
  const windows = [
    ...(protection.kind === 'protected' ? [protection.window.id] : []),
    ...contacts.flatMap((contact) => (isIn(contact, 'retired') ? [contact.state.windowId] : [])),
  ];
  const removals = contacts.flatMap(({ state }) => {
    if (state.kind === 'removed') return [state.removalId];
    return state.kind === 'retired' && state.removal !== undefined ? [state.removal.removalId] : [];
  });
  const deadlines = confirmation.kind === 'noticed' ? [confirmation.deadline.id] : [];
  return [
    ...windows.map((windowId) => ({ workflow: 'protectionWindow', accountId: id, windowId }) as const),
    ...removals.map((removalId) => ({ workflow: 'contactRemoval', accountId: id, removalId }) as const),
    ...deadlines.map(
      (deadlineId) => ({ workflow: 'confirmationDeadline', accountId: id, deadlineId }) as const,
    ),
  ];
}
