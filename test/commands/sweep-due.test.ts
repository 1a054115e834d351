import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddressVault } from '../../src/adapters/keys/address-vault.js';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { activityEntryAt } from '../../src/commands/activity-due.js';
import { dueEntriesFor } from '../../src/commands/flow-moments.js';
import { LONGEST_SWEEP, sweepDue } from '../../src/commands/sweep-due.js';
import { goesAt } from '../../src/domain/activity.js';
import type { AccountId, EventId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, MINUTE, plus, SECOND, type Instant } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { startProtection } from '../../src/domain/protection-changes.js';
import type { Accounts } from '../../src/ports/accounts.js';
import type { DueIndex } from '../../src/ports/due-index.js';
import type { ErasureFlow, TimedFlow } from '../../src/ports/workflows.js';
import { StorageProxy } from '../faults/storage-proxy.js';
import { account, ids, NOW } from '../support/accounts.js';
import { everyEntry } from '../support/every-entry.js';
import { tableEmulator } from '../support/table-emulator.js';
import { openTables } from '../support/tables.js';

/** As the sweeper has it. */
const AT_ONCE = 16;
const OUTAGE = 32;

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
const vault = createAddressVault(await generateKeyRing());
beforeAll(async () => {
  emulator = await tableEmulator();
});
afterAll(async () => {
  await emulator[Symbol.asyncDispose]();
});

let places = 0;

/** Tables of its own. `over`: another way to the same. */
async function place(over = emulator.connectionString, name = String((places += 1))) {
  return { name, ...(await openTables(over, vault, name)) };
}
type Place = Awaited<ReturnType<typeof place>>;

const names = (count: number) => Array.from({ length: count }, (_, n) => `account-${n}` as AccountId);
/** All that is noted here is overdue by then. */
const LATER = plus(goesAt(NOW, policy), HOUR);

/** Accounts with an event that has to go and one that stays. */
async function withOldEvents({ accounts, dueIndex }: Place, count: number) {
  const due = goesAt(NOW, policy);
  await Promise.all(
    names(count).map(async (id) => {
      const one = { ...account(), id, activityDueAt: due };
      await accounts.create({ account: one, events: [event('old', NOW), event('young', plus(due, -DAY))] });
      await dueIndex.note([activityEntryAt(id, due)]);
    }),
  );
}

const event = (id: string, at: Instant) => ({
  ...{ id: id as EventId, at },
  happened: { kind: 'signed-in' as const },
});

/** Accounts in a window, with its reminders and its end noted, and three of rounds that came to nothing: all overdue. */
async function withWindows({ accounts, dueIndex }: Place, count: number) {
  await Promise.all(
    names(count).map(async (name, n) => {
      const id = `window-${name}` as AccountId;
      const opening = { windowId: ids.windowId, reason: 'all-removed', retires: () => true } as const;
      const { account: one } = startProtection({ ...account(), id }, opening, NOW, policy);
      await accounts.create({ account: one, events: [] });
      const flow = { workflow: 'protectionWindow', accountId: id, windowId: ids.windowId } as const;
      const stray = [1, 2, 3].map((k) => ({ at: plus(NOW, 10 * n + k), flow }));
      await dueIndex.note([...stray, ...dueEntriesFor(one, flow, policy)]);
    }),
  );
}

/** A task hub of which only this is asked: one that is started runs. @param answering told how many are asked for; waited for */
function hub(answering: (underway: number) => Promise<void> = async () => undefined) {
  const running = new Set<string>();
  const now = new Map<string, number>();
  const most = { ofOne: 0, ofAll: 0 };
  const resume = async (flow: TimedFlow | ErasureFlow) => {
    const key = JSON.stringify(flow);
    now.set(key, (now.get(key) ?? 0) + 1);
    most.ofOne = Math.max(most.ofOne, now.get(key)!);
    const underway = [...now.values()].reduce((sum, one) => sum + one);
    most.ofAll = Math.max(most.ofAll, underway);
    const isNew = !running.has(key);
    await answering(underway);
    running.add(key);
    now.set(key, now.get(key)! - 1);
    return isNew;
  };
  return { most, resume };
}

const at = (instant: Instant) => ({ policy, clock: { now: () => instant } });

async function expectSwept({ accounts, dueIndex }: Place, count: number) {
  const next = goesAt(plus(goesAt(NOW, policy), -DAY), policy);
  expect(await everyEntry(dueIndex, plus(next, -1))).toEqual([]);
  const entries = await everyEntry(dueIndex, next);
  const noted = entries.map((entry) => ('chore' in entry ? entry.chore.accountId : ''));
  expect(noted.sort()).toEqual([...names(count)].sort());
  for (const id of names(count)) {
    const { events } = await accounts.events(id, { since: plus(NOW, -DAY), limit: 9 });
    expect(events.map((event) => event.id)).toEqual(['young']);
    expect((await accounts.load(id))?.account.activityDueAt).toBe(next);
  }
}

describe('DUR-2 a sweep', () => {
  it('attends to many accounts beside each other, but to the entries of one in their order', async () => {
    const here = await place();
    await withWindows(here, 40);
    let begun = 0;
    const accounts = over<Accounts>(here.accounts, {
      load: (id) => {
        begun += 1;
        return here.accounts.load(id);
      },
    });
    // Nobody is answered before as many ask as may: whoever would begin beyond them has begun by then.
    let fill = (): void => undefined;
    const filled = new Promise<void>((resolve) => (fill = resolve));
    let begunWhenFull = 0;
    const { most, resume } = hub(async (underway) => {
      if (underway === AT_ONCE && begunWhenFull === 0) {
        begunWhenFull = begun;
        fill();
      }
      await filled;
    });
    const swept = await sweepDue({ ...here, accounts, ...at(LATER) }, { resume });
    expect(swept).toEqual({ due: 240, resumed: 40, failed: 0, left: 0 });
    expect(most.ofOne).toBe(1);
    expect(begunWhenFull).toBe(AT_ONCE);
    expect(most.ofAll).toBe(AT_ONCE);
    // The end stays until the window is closed.
    expect(await everyEntry(here.dueIndex, LATER)).toHaveLength(40);
  });

  it('beside another one does no harm: all is done, nothing twice, nothing fails', async () => {
    const here = await place();
    await withOldEvents(here, 60);
    const both = [1, 2].map(() => sweepDue({ ...here, ...at(LATER) }, hub()));
    for (const swept of await Promise.all(both)) expect(swept).toMatchObject({ failed: 0, left: 0 });
    await expectSwept(here, 60);
  });

  it('beside another one resumes flows, and keeps what shows that they are not done', async () => {
    const here = await place();
    await withWindows(here, 20);
    const both = [1, 2].map(() => sweepDue({ ...here, ...at(LATER) }, hub()));
    for (const swept of await Promise.all(both)) expect(swept).toMatchObject({ failed: 0, left: 0 });
    const left = await everyEntry(here.dueIndex, LATER);
    expect(new Set(left.map((entry) => entry.at)).size).toBe(1);
    expect(left).toHaveLength(20);
  });

  it('costs what is due: a page, and seven requests for the old events of an account in use', async () => {
    const here = await place();
    const [id] = names(1) as [AccountId];
    const due = goesAt(NOW, policy);
    const days = [0, 7.5, 15, 40].map((day) => event(`day-${day}`, plus(NOW, day * DAY)));
    await here.accounts.create({ account: { ...account(), id, activityDueAt: due }, events: days });
    await here.dueIndex.note([activityEntryAt(id, due), activityEntryAt(id, plus(due, 9 * DAY))]);
    const { roundTrips } = await countRoundTrips(() => sweepDue({ ...here, ...at(LATER) }, hub()));
    // Load, look for entries that were due, for events that are, delete, commit; the page, the next entry, this one.
    expect(roundTrips).toEqual({ [`Accounts${here.name}`]: 5, [`DueIndex${here.name}`]: 3 });
  });

  it('keeps one page in mind: it asks for the next when that is done', async () => {
    const here = await place();
    const entries = names(1_100).map((id) => activityEntryAt(id, NOW));
    for (let from = 0; from < entries.length; from += 100)
      await here.dueIndex.note(entries.slice(from, from + 100));
    const underway: number[] = [];
    let asked = 0;
    const { dueIndex } = here;
    const counting = over<DueIndex>(dueIndex, {
      settle: async (found) => {
        await dueIndex.settle(found);
        asked -= 1;
      },
      async *dueBy(until) {
        for await (const page of dueIndex.dueBy(until)) {
          underway.push(asked);
          asked += page.length;
          yield page;
        }
      },
    });
    const swept = await sweepDue({ ...here, dueIndex: counting, ...at(LATER) }, hub());
    expect(swept).toEqual({ due: 1_100, resumed: 0, failed: 0, left: 0 });
    expect(underway).toEqual([0, 0]);
  });
});

describe('DUR-2 a sweep that can’t go on', () => {
  it('stops in time, says how many are left, and the next ones go on', async () => {
    const here = await place();
    await withOldEvents(here, 60);
    let now = LATER;
    const slow = over<Accounts>(here.accounts, {
      load: (id) => {
        now = plus(now, MINUTE);
        return here.accounts.load(id);
      },
    });
    const parts = { ...here, accounts: slow, policy, clock: { now: () => now } };
    const first = await sweepDue(parts, hub());
    expect(first).toMatchObject({ failed: 0, stopped: 'time' });
    expect(first.due).toBeGreaterThanOrEqual(LONGEST_SWEEP / MINUTE);
    expect(first.due).toBeLessThan(LONGEST_SWEEP / MINUTE + AT_ONCE);
    expect(first.left).toBe(60 - first.due);
    const second = await sweepDue(parts, hub());
    expect(second.due + second.left).toBe(first.left);
    const third = await sweepDue(parts, hub());
    expect(third).toEqual({ due: second.left, resumed: 0, failed: 0, left: 0 });
    await expectSwept(here, 60);
  });

  it('has time to: host.json gives every function more', () => {
    const host = JSON.parse(readFileSync('host.json', 'utf8')) as { functionTimeout: string };
    const [hours = 0, minutes = 0, seconds = 0] = host.functionTimeout.split(':').map(Number);
    const timeout = hours * HOUR + minutes * MINUTE + seconds * SECOND;
    expect(timeout - LONGEST_SWEEP).toBeGreaterThanOrEqual(5 * MINUTE);
  });

  it('stops when storage is gone, after some dozens of tries, and the next one goes on', async () => {
    const here = await place();
    await withOldEvents(here, 120);
    const { connectionString, proxy } = await StorageProxy.inFrontOf(emulator.connectionString);
    const there = await place(connectionString, here.name);
    proxy.arm(100, 'before', () => void proxy.close());
    const swept = await sweepDue({ ...here, accounts: there.accounts, ...at(LATER) }, hub());
    expect(swept.stopped).toBe('outage');
    expect(swept.failed).toBeGreaterThanOrEqual(OUTAGE);
    expect(swept.failed).toBeLessThan(OUTAGE + AT_ONCE);
    expect(swept.left).toBeGreaterThan(0);
    expect(swept.due + swept.left).toBe(120);
    const next = await sweepDue({ ...here, ...at(LATER) }, hub());
    expect(next).toEqual({ due: swept.failed + swept.left, resumed: 0, failed: 0, left: 0 });
    await expectSwept(here, 120);
  });

  it('says so when the index itself can’t be read', async () => {
    const { connectionString, proxy } = await StorageProxy.inFrontOf(emulator.connectionString);
    const there = await place(connectionString);
    await proxy.close();
    const swept = await sweepDue({ ...there, ...at(LATER) }, hub());
    expect(swept).toEqual({ due: 0, resumed: 0, failed: 0, left: 0, stopped: 'outage' });
  });

  it('is not one that meets damaged accounts, however many: the others have their turn', async () => {
    const here = await place();
    await withOldEvents(here, 60);
    const damaged = names(60).slice(0, 50);
    const table = await openTable(emulator, `Accounts${here.name}`);
    for (const id of damaged)
      await table.updateEntity({ partitionKey: id, rowKey: 'account', json: 'no JSON' }, 'Merge');
    const swept = await sweepDue({ ...here, ...at(LATER) }, hub());
    expect(swept).toEqual({ due: 60, resumed: 0, failed: 50, left: 0 });
  });
});

/** The same, but for these. */
function over<Port extends object>(port: Port, methods: Partial<Port>): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const value: unknown = Reflect.get(methods, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
