import type { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddressVault } from '../../src/adapters/keys/address-vault.js';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { createPageCursors } from '../../src/adapters/keys/page-cursors.js';
import { AccountTable } from '../../src/adapters/tables/account-table.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import type { AccountEvent } from '../../src/domain/account-event.js';
import type { AccountId, EventId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, plus, type Instant } from '../../src/domain/instant.js';
import type { EventPosition } from '../../src/ports/page-cursors.js';
import { account as plainAccount, NOW } from '../support/accounts.js';
import { tableEmulator } from '../support/table-emulator.js';

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let table: TableClient;
let accounts: AccountTable;
const keys = await generateKeyRing();
beforeAll(async () => {
  emulator = await tableEmulator();
  table = await openTable(emulator, 'Accounts');
  accounts = new AccountTable(table, createAddressVault(keys));
});
afterAll(async () => {
  await emulator[Symbol.asyncDispose]();
});

/** Ids say nothing of time: those of later events sort before those of earlier ones. */
const happened = (n: number, at: Instant): AccountEvent => ({
  id: `event-${(9999 - n * 7).toString()}` as EventId,
  at,
  happened: { kind: 'signed-in' },
});

let next = 0;
async function withEvents(...events: readonly AccountEvent[]): Promise<AccountId> {
  const id = `events-${(next += 1)}` as AccountId;
  for (let from = 0; from < Math.max(1, events.length); from += 90) {
    const some = events.slice(from, from + 90);
    const loaded = await accounts.load(id);
    if (loaded === undefined) await accounts.create({ account: { ...plainAccount(), id }, events: some });
    else await accounts.commit(loaded, { account: loaded.account, events: some });
  }
  return id;
}

/** As 0.2 wrote it. */
async function writtenBefore(id: AccountId, event: AccountEvent): Promise<void> {
  await table.createEntity({
    ...{ partitionKey: id, rowKey: `zevent:${event.id}`, v: 1 },
    ...{ kind: event.happened.kind, at: new Date(event.at), json: JSON.stringify(event) },
  });
}

const since = plus(NOW, -90 * DAY);

async function everyPage(id: AccountId, limit: number): Promise<readonly (readonly AccountEvent[])[]> {
  const pages = [];
  let after: EventPosition | undefined;
  do {
    const page = await accounts.events(id, { since, limit, after });
    pages.push(page.events);
    after = page.next;
  } while (after !== undefined);
  return pages;
}

describe('AUD-1 an account’s events', () => {
  it('come newest first, page by page, none twice and none left out', async () => {
    const events = Array.from({ length: 25 }, (_, n) => happened(n, plus(NOW, -n * HOUR)));
    // Two of one instant, and one too old to be shown.
    events.push({ ...happened(30, plus(NOW, -3 * HOUR)) }, happened(31, plus(since, -1)));
    const id = await withEvents(...events);
    const pages = await everyPage(id, 10);
    expect(pages.map((page) => page.length)).toEqual([10, 10, 6]);
    const times = pages.flat().map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(new Set(pages.flat().map((event) => event.id)).size).toBe(26);
  });

  it('a page is one query, at its limit too, and there is no page after a full last one', async () => {
    const id = await withEvents(...Array.from({ length: 20 }, (_, n) => happened(n, plus(NOW, -n))));
    const counted = await countRoundTrips(() => accounts.events(id, { since, limit: 10 }));
    expect(counted.roundTrips).toEqual({ Accounts: 1 });
    expect((await everyPage(id, 10)).map((page) => page.length)).toEqual([10, 10]);
    expect(await accounts.events('nobody' as AccountId, { since, limit: 10 })).toEqual({ events: [] });
  });

  it('those of 0.2 are found by id, and come behind the others in their order', async () => {
    const id = await withEvents(happened(1, NOW), happened(2, plus(NOW, -HOUR)));
    const old = [40, 41, 42, 43, 44].map((n) => happened(n, plus(NOW, -n * HOUR)));
    for (const event of [...old].reverse()) await writtenBefore(id, event);
    await writtenBefore(id, happened(45, plus(since, -1)));
    const pages = await everyPage(id, 3);
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    expect(pages.flat().map(({ at }) => at)).toEqual([NOW, plus(NOW, -HOUR), ...old.map(({ at }) => at)]);
    expect(await accounts.event(id, old[2]!.id)).toEqual(old[2]);
    expect(await accounts.event(id, happened(1, NOW).id)).toEqual(happened(1, NOW));
    expect(await accounts.event(id, 'event' as EventId)).toBeUndefined();
  });

  it('go when they are due, of either form, and the oldest that stays is told', async () => {
    const until = plus(NOW, -90 * DAY);
    const gone = Array.from({ length: 130 }, (_, n) => happened(n, plus(until, -n)));
    const [stays, later] = [plus(until, 17 * DAY), plus(until, 80 * DAY)];
    const id = await withEvents(...gone, happened(200, later), happened(201, stays));
    await writtenBefore(id, happened(202, plus(until, -1)));
    expect(await accounts.forgetEvents(id, until, NOW)).toBe(stays);
    expect((await everyPage(id, 50)).flat().map(({ at }) => at)).toEqual([later, stays]);
    const rows = [];
    for await (const { rowKey } of table.listEntities({
      queryOptions: { filter: `PartitionKey eq '${id}'` },
    }))
      if (rowKey?.startsWith('zevent') === true) rows.push(rowKey);
    expect(rows).toHaveLength(2);
    await writtenBefore(id, happened(203, plus(until, 5)));
    expect(await accounts.forgetEvents(id, until, NOW)).toBe(plus(until, 5));
    expect(await accounts.forgetEvents(id, NOW, NOW)).toBeUndefined();
  });
});

describe('cursors', () => {
  const cursors = createPageCursors(keys);
  const position = 'zevent.1:x' as EventPosition;
  const [mine, theirs] = ['mine' as AccountId, 'theirs' as AccountId];

  it('lead back where they came from, for their account alone, and only whole', () => {
    const cursor = cursors.issue(position, mine);
    expect(cursors.read(cursor, mine)).toBe(position);
    expect(cursors.read(cursor, theirs)).toBeUndefined();
    for (let at = 0; at < cursor.length - 1; at += 1) {
      const other = cursor[at] === 'A' ? 'B' : 'A';
      const tampered = cursor.slice(0, at) + other + cursor.slice(at + 1);
      expect(cursors.read(tampered, mine), tampered).toBeUndefined();
    }
    for (const none of ['', '.', 'x', `${cursor}x`, cursor.slice(1)])
      expect(cursors.read(none, mine)).toBeUndefined();
  });
});
