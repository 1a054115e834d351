import { beforeAll, describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { DueIndexTable } from '../../src/adapters/tables/due-index-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { changeAccount } from '../../src/commands/change-account.js';
import { forgetActivity } from '../../src/commands/forget-activity.js';
import { sweepDue } from '../../src/commands/sweep-due.js';
import { goesAt } from '../../src/domain/activity.js';
import type { AccountId, EventId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, plus, type Instant } from '../../src/domain/instant.js';
import { ok } from '../../src/domain/outcome.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import type { Accounts } from '../../src/ports/accounts.js';
import type { ChoreEntry, DueIndex, Found } from '../../src/ports/due-index.js';
import { account, NOW } from '../support/accounts.js';
import { everyEntry } from '../support/every-entry.js';
import { idleWorkflows as workflows } from '../support/idle-workflows.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

let now: Instant = NOW;
const parts = (over: { readonly accounts?: Accounts; readonly dueIndex?: DueIndex } = {}) => ({
  ...tables,
  ...{ policy, random: systemRandom, workflows, clock: { now: () => now } },
  ...over,
});

async function stored(name: string): Promise<AccountId> {
  const id = name as AccountId;
  await tables.accounts.create({ account: { ...account(), id }, events: [] });
  return id;
}

const happening = (id: AccountId, event: string, with_ = parts()) =>
  changeAccount(with_, id, (from, at) => ({
    outcome: ok(undefined),
    change: {
      account: { ...from, lastSignInAt: at },
      events: [{ id: event as EventId, at, happened: { kind: 'signed-in' } }],
    },
  }));

async function entriesOf(id: AccountId): Promise<readonly Instant[]> {
  return (await choresOf(id)).map(({ at }) => at);
}

async function choresOf(id: AccountId): Promise<readonly Found<ChoreEntry>[]> {
  const entries = await everyEntry(tables.dueIndex, plus(NOW, 900 * DAY));
  return entries.filter((entry) => 'chore' in entry).filter(({ chore }) => chore.accountId === id);
}

const eventsOf = async (id: AccountId) =>
  (await tables.accounts.events(id, { since: plus(NOW, -DAY), limit: 50 })).events.map((event) => event.id);

/** One that dies at its n-th call of a method. */
function dying<Port extends object>(port: Port, method: keyof Port): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name === method) return () => Promise.reject(new Error('died'));
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

describe('AUD-1 DUR-2 old events go by the due index', () => {
  it('the first event notes an entry, the next ones none', async () => {
    now = NOW;
    const id = await stored('first');
    await happening(id, 'one');
    now = plus(NOW, 3 * DAY);
    await happening(id, 'two');
    expect(await entriesOf(id)).toEqual([goesAt(NOW, policy)]);
  });

  it('a commit that dies leaves an entry, never an event without one', async () => {
    now = NOW;
    const id = await stored('dies');
    await expect(
      happening(id, 'one', parts({ accounts: dying<Accounts>(tables.accounts, 'commit') })),
    ).rejects.toThrow();
    expect([await eventsOf(id), await entriesOf(id)]).toEqual([[], [goesAt(NOW, policy)]]);
    await expect(
      happening(id, 'one', parts({ dueIndex: dying<DueIndex>(tables.dueIndex, 'note') })),
    ).rejects.toThrow();
    expect(await eventsOf(id)).toEqual([]);
  });

  it.each(['forgetEvents', 'note', 'commit', 'settle'] as const)(
    'dying at %s is made good by the next sweep: nothing old stays, and what stays has its entry',
    async (method) => {
      now = NOW;
      const id = await stored(`dies-at-${method}`);
      await happening(id, 'old');
      const later = plus(NOW, 20 * DAY);
      now = later;
      await happening(id, 'young');
      const due = goesAt(NOW, policy);
      now = plus(due, HOUR);
      const broken =
        method === 'forgetEvents' || method === 'commit'
          ? parts({ accounts: dying<Accounts>(tables.accounts, method) })
          : parts({ dueIndex: dying<DueIndex>(tables.dueIndex, method) });
      const [found] = await choresOf(id);
      await expect(forgetActivity(broken, found!)).rejects.toThrow('died');
      expect(await entriesOf(id)).toContain(due);
      await sweepDue(parts(), workflows);
      expect([await eventsOf(id), await entriesOf(id)]).toEqual([['young'], [goesAt(later, policy)]]);
    },
  );

  it('the number of shards may be raised while an entry waits', async () => {
    now = NOW;
    const id = await stored('raised');
    await happening(id, 'old');
    const later = plus(NOW, 20 * DAY);
    now = later;
    await happening(id, 'young');
    now = plus(goesAt(NOW, policy), HOUR);
    const raised = new DueIndexTable(await openTable(tables, 'DueIndex'), [251, 16]);
    expect(await sweepDue(parts({ dueIndex: raised }), workflows)).toMatchObject({ failed: 0 });
    expect([await eventsOf(id), await entriesOf(id)]).toEqual([['young'], [goesAt(later, policy)]]);
  });

  it('an event that comes while old ones go keeps its entry', async () => {
    now = NOW;
    const id = await stored('meanwhile');
    await happening(id, 'old');
    const due = goesAt(NOW, policy);
    now = plus(due, HOUR);
    let came = false;
    const racing = new Proxy(tables.accounts, {
      get: (target, name) => {
        if (name !== 'commit') return (Reflect.get(target, name) as () => unknown).bind(target);
        return async (...given: Parameters<Accounts['commit']>) => {
          if (!came) {
            came = true;
            await happening(id, 'new');
          }
          return target.commit(...given);
        };
      },
    });
    const [found] = await choresOf(id);
    await forgetActivity(parts({ accounts: racing }), found!);
    expect([await eventsOf(id), await entriesOf(id)]).toEqual([['new'], [goesAt(now, policy)]]);
  });

  it('an entry of an account that is gone, or that is another’s, is let go and deletes nothing', async () => {
    now = NOW;
    const id = await stored('another');
    await happening(id, 'one');
    const stray = plus(goesAt(NOW, policy), -5 * DAY);
    await tables.dueIndex.note([
      { at: stray, chore: { chore: 'forgetActivity', accountId: id } },
      { at: stray, chore: { chore: 'forgetActivity', accountId: 'gone' as AccountId } },
    ]);
    now = plus(stray, HOUR);
    expect(await sweepDue(parts(), workflows)).toMatchObject({ failed: 0 });
    expect([await eventsOf(id), await entriesOf(id)]).toEqual([['one'], [goesAt(NOW, policy)]]);
    expect(await entriesOf('gone' as AccountId)).toEqual([]);
  });
});
