import { odata, type TableClient } from '@azure/data-tables';
import type { AccountEvent } from '../../domain/account-event.js';
import type { AccountId, EventId } from '../../domain/identifiers.js';
import { DAY, instant, plus, type Instant } from '../../domain/instant.js';
import type { EventPage, EventQuery } from '../../ports/accounts.js';
import type { EventPosition } from '../../ports/page-cursors.js';
import { parse } from './account-rows.js';
import { deleteRows } from './delete-rows.js';
import { END, eventKey, OLD, orderKey, START } from './event-keys.js';
import { collect, firstRows } from './read-rows.js';

/** One event by its id: within one partition, whichever form its row has. */
export async function findEvent(
  table: TableClient,
  account: AccountId,
  id: EventId,
): Promise<AccountEvent | undefined> {
  const range = odata`PartitionKey eq ${account} and RowKey ge ${START} and RowKey lt ${END}`;
  const [row] = await collect(table, `${range} and (${odata`id eq ${id} or RowKey eq ${OLD + id}`})`);
  return row && parse<AccountEvent>(row);
}

/**
 * A page, newest first. Rows of 0.2 and earlier are named by id, in no order, behind all others: where a page gets to
 * them they are read whole and sorted, until the last of them is too old.
 */
export async function pageOfEvents(
  table: TableClient,
  account: AccountId,
  { after, limit, since }: EventQuery,
): Promise<EventPage> {
  const within = (from: string): string =>
    odata`PartitionKey eq ${account} and RowKey gt ${from} and RowKey lt ${END} and at ge ${new Date(since)}`;
  const isOld = after?.startsWith(OLD) === true;
  const rows = isOld ? [] : await firstRows(table, within(after ?? START), limit + 1);
  const inOrder = rows.filter(({ rowKey = '' }) => !rowKey.startsWith(OLD));
  const reachesOld = isOld || inOrder.length < rows.length;
  const old = reachesOld ? await collect(table, within(OLD)) : [];
  const sorted = old
    .map((row) => ({ event: parse<AccountEvent>(row) }))
    .map(({ event }) => ({ event, position: `${OLD}${orderKey(event)}` as EventPosition }))
    .filter(({ position }) => after === undefined || !isOld || position > after)
    .sort((a, b) => (a.position < b.position ? -1 : 1));
  const found = [
    ...inOrder.map((row) => ({ event: parse<AccountEvent>(row), position: row.rowKey as EventPosition })),
    ...sorted,
  ];
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = found.length > limit && last !== undefined ? { next: last.position } : {};
  return { events: page.map(({ event }) => event), ...next };
}

/** What is looked at beside what goes: the oldest that stays, in all likelihood. */
const AHEAD = 8 * DAY;

/** Deletes what happened until then; looks for the oldest that stays in steps that grow, from the old end. */
export async function forgetEvents(
  table: TableClient,
  account: AccountId,
  until: Instant,
  now: Instant,
): Promise<Instant | undefined> {
  const select = ['PartitionKey', 'RowKey', 'at'];
  const ahead = plus(until, AHEAD);
  const gone = odata`PartitionKey eq ${account} and RowKey ge ${eventKey(ahead)} and RowKey lt ${END}`;
  const rows = (await collect(table, gone, select)).map(({ rowKey = '', at }) => ({
    rowKey,
    at: instant((at as Date).getTime()),
  }));
  const stays = rows.filter(({ at }) => at > until).map(({ at }) => at);
  await deleteRows(
    table,
    account,
    rows.filter(({ at }) => at <= until).map(({ rowKey }) => rowKey),
  );
  const nearest = instant(Math.min(...stays));
  // Rows of 0.2 are read whole, so there may be an older one in the form of today.
  const oldest = nearest <= ahead ? undefined : await oldestSince(table, account, ahead, now);
  const first = Math.min(nearest, oldest ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(first) ? instant(first) : undefined;
}

async function oldestSince(
  table: TableClient,
  account: AccountId,
  from: Instant,
  now: Instant,
): Promise<Instant | undefined> {
  let length = AHEAD;
  for (let begin = from; begin <= now; begin = plus(begin, length), length *= 2) {
    const [newer, older] = [eventKey(plus(begin, length)), eventKey(begin)];
    const filter = odata`PartitionKey eq ${account} and RowKey ge ${newer} and RowKey lt ${older}`;
    const last = (await collect(table, filter, ['RowKey', 'at'])).at(-1);
    if (last !== undefined) return instant((last['at'] as Date).getTime());
  }
  return undefined;
}
