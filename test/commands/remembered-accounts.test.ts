import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountTable } from '../../src/adapters/tables/account-table.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { RowMemory } from '../../src/adapters/tables/row-memory.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { systemLater } from '../../src/adapters/system/system-later.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { change, type ChangeOptions, type Decide } from '../../src/commands/change-account.js';
import type { Account } from '../../src/domain/account.js';
import type { AccountId, ErasureId } from '../../src/domain/identifiers.js';
import { MINUTE, plus } from '../../src/domain/instant.js';
import { ok, refuse } from '../../src/domain/outcome.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { Unavailable } from '../../src/ports/unavailable.js';
import { LAST_REQUESTS_MS } from '../../src/workflows/account-erasure.js';
import { StorageProxy } from '../faults/storage-proxy.js';
import { account, NOW } from '../support/accounts.js';
import { idleWorkflows as workflows } from '../support/idle-workflows.js';
import { ownTables, type OwnTables } from '../support/tables.js';

/** Two machines on one storage; what is between the first and storage can be told to lose an answer. */
let tables: OwnTables;
let proxy: StorageProxy;
let table: TableClient;
let here: AccountTable;
let elsewhere: AccountTable;
beforeAll(async () => {
  tables = await ownTables();
  elsewhere = tables.accounts;
  const behind = await StorageProxy.inFrontOf(tables.connectionString);
  proxy = behind.proxy;
  table = await openTable(behind, 'Accounts');
});
/** How much another has changed meanwhile is learned from each: every test begins with a machine that knows nothing. */
beforeEach(() => {
  here = new AccountTable(table, tables.vault);
});
afterAll(async () => {
  await proxy.close();
  await tables[Symbol.asyncDispose]();
});

const parts = (accounts: AccountTable) => ({
  ...tables,
  accounts,
  ...{ clock: { now: () => NOW }, policy, random: systemRandom, workflows },
});

let next = 0;
/** An account that this machine has just made, and so remembers. */
async function known(): Promise<AccountId> {
  const id = `known-${(next += 1)}` as AccountId;
  expect(await here.create({ account: { ...account(), id }, events: [] })).toBe('created');
  return id;
}

const toLocale =
  (locale: string): Decide<string, never> =>
  (from) => ({ outcome: ok(from.locale), change: { account: { ...from, locale }, events: [] } });

async function commitElsewhere(id: AccountId, changed: Partial<Account>): Promise<void> {
  const loaded = (await elsewhere.load(id))!;
  const commit = elsewhere.commit(loaded, { account: { ...loaded.account, ...changed }, events: [] });
  expect(await commit).toBe('committed');
}

/** A change here: what it came to, and how often it asked storage for the account. */
async function changed<T>(
  id: AccountId,
  decide: Decide<T, 'not-found'>,
  options?: ChangeOptions<'not-found', T>,
) {
  const { result, roundTrips } = await countRoundTrips(() => change(parts(here), id, decide, options));
  return { outcome: result?.outcome, trips: roundTrips['Accounts'] };
}

describe('an account that this process knows', () => {
  it('is changed with one request, again and again; an unknown one with two', async () => {
    const id = await known();
    expect(await changed(id, toLocale('de'))).toEqual({ outcome: ok('en'), trips: 1 });
    expect(await changed(id, toLocale('fr'))).toEqual({ outcome: ok('de'), trips: 1 });
    expect((await elsewhere.load(id))?.account.locale).toBe('fr');
    const other = 'made elsewhere' as AccountId;
    await elsewhere.create({ account: { ...account(), id: other }, events: [] });
    expect(await changed(other, toLocale('de'))).toEqual({ outcome: ok('en'), trips: 2 });
    expect(await changed(other, toLocale('fr'))).toEqual({ outcome: ok('de'), trips: 1 });
  });

  it('is never believed where nothing changes: it is loaded and decided over anew', async () => {
    const id = await known();
    await commitElsewhere(id, { locale: 'de' });
    const look: Decide<string, never> = ({ locale }) => ({ outcome: ok(locale) });
    expect(await changed(id, look)).toEqual({ outcome: ok('de'), trips: 1 });
  });

  it('REC-2 is loaded all the same where the requests to storage must not tell whose it is', async () => {
    const id = await known();
    expect(await changed(id, toLocale('de'), { anew: true })).toEqual({ outcome: ok('en'), trips: 2 });
  });

  it('may be refused for a reason that is gone, or changed for one: what stands decides', async () => {
    const id = await known();
    const unless =
      (refused: string): Decide<string, 'not-found'> =>
      (from, now) =>
        from.locale === refused ? { outcome: refuse({ code: 'not-found' }) } : toLocale('it')(from, now);
    await commitElsewhere(id, { locale: 'de' });
    expect(await changed(id, unless('en'))).toEqual({ outcome: ok('de'), trips: 2 });
    await commitElsewhere(id, { locale: 'pt' });
    expect(await changed(id, unless('pt'))).toMatchObject({ outcome: { ok: false } });
    expect((await here.load(id))?.account.locale).toBe('pt');
  });

  it('is looked at once more when somebody else has committed, and nothing of theirs is lost', async () => {
    const id = await known();
    await commitElsewhere(id, { lastSignInAt: NOW });
    // The commit that fails, a look that tells of a conflict and is remembered, the commit.
    expect(await changed(id, toLocale('de'))).toEqual({ outcome: ok('en'), trips: 3 });
    expect((await elsewhere.load(id))?.account).toMatchObject({ locale: 'de', lastSignInAt: NOW });
  });

  it('is looked at no second time after a conflict where it was handed in; REC-2 but where all are loaded', async () => {
    const id = await known();
    const conflicts = async (options: ChangeOptions<'not-found', string>) => {
      const loaded = (await here.load(id))!;
      await commitElsewhere(id, { lastSignInAt: plus(loaded.account.lastSignInAt ?? NOW, 1) });
      return (await changed(id, toLocale('de'), { ...options, loaded })).trips;
    };
    // The commit that fails, the look that tells of a conflict, a load where it was asked for, the commit.
    expect([await conflicts({}), await conflicts({ anew: true })]).toEqual([3, 4]);
  });

  it('is changed by several at once one after the other', async () => {
    const id = await known();
    const add =
      (n: number): Decide<number, never> =>
      (from) => ({
        outcome: ok(n),
        change: { account: { ...from, locale: `${from.locale}-${n}` }, events: [] },
      });
    await Promise.all(Array.from({ length: 8 }, (_, n) => changed(id, add(n))));
    const { locale } = (await elsewhere.load(id))!.account;
    expect(locale.split('-').sort()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', 'en']);
  });

  it('PRV-3 is gone when it was erased elsewhere, and is not remembered when it was erased here', async () => {
    const erasure = { id: 'erasure' as ErasureId, since: NOW };
    const one = await known();
    await commitElsewhere(one, { erasure });
    expect((await changed(one, toLocale('de'))).outcome).toBeUndefined();
    expect(here.remembered(one)).toBeUndefined();
    const other = await known();
    const erase: Decide<string, never> = (from) => ({
      outcome: ok('erased'),
      change: { account: { ...from, erasure }, events: [] },
    });
    expect(await changed(other, erase)).toEqual({ outcome: ok('erased'), trips: 1 });
    expect(here.remembered(other)).toBeUndefined();
    expect((await here.loadErased(other))?.erasure).toEqual(erasure);
    expect(here.remembered(other)).toBeUndefined();
    const third = await known();
    await here.remove(third);
    expect(here.remembered(third)).toBeUndefined();
  });
});

describe('what is done before a commit', () => {
  it('PRV-3 is done for nobody once an erasure elsewhere has waited for the last requests', async () => {
    let now = NOW;
    here = new AccountTable(table, tables.vault, undefined, new RowMemory({ now: () => now }, systemLater));
    const id = await known();
    await commitElsewhere(id, { erasure: { id: 'erasure' as ErasureId, since: NOW } });
    // A request takes a minute at most, and what it does for the account is there before the erasure looks for it.
    now = plus(NOW, LAST_REQUESTS_MS - MINUTE);
    let asked = 0;
    const beforeCommit = () => {
      asked += 1;
      return Promise.resolve(ok(undefined));
    };
    expect((await changed(id, toLocale('de'), { beforeCommit })).outcome).toBeUndefined();
    expect(asked).toBe(0);
  });

  const isGerman: Decide<string, 'not-found'> = (from, now) =>
    from.locale === 'de' ? toLocale('it')(from, now) : { outcome: refuse({ code: 'not-found' }) };

  it('is done once, though the account was another', async () => {
    const id = await known();
    await commitElsewhere(id, { lastSignInAt: NOW });
    const asked: unknown[] = [];
    const beforeCommit = (decided: string | undefined) => {
      asked.push(decided);
      return Promise.resolve(ok(undefined));
    };
    expect((await changed(id, toLocale('de'), { beforeCommit })).outcome).toEqual(ok('en'));
    expect(asked).toEqual(['en']);
  });

  it('refuses once, and only where the account as it stands gets that far', async () => {
    const id = await known();
    let asked = 0;
    const beforeCommit = () => {
      asked += 1;
      return Promise.resolve(refuse({ code: 'not-found' }));
    };
    expect(await changed(id, toLocale('de'), { beforeCommit })).toEqual({
      outcome: refuse({ code: 'not-found' }),
      trips: 1,
    });
    expect(asked).toBe(1);
    await commitElsewhere(id, { locale: 'fr' });
    const unlessFrench: Decide<string, never> = (from, now) =>
      from.locale === 'fr' ? { outcome: ok('French') } : toLocale('de')(from, now);
    expect((await changed(id, unlessFrench, { beforeCommit })).outcome).toEqual(ok('French'));
  });

  it('CODE-5 is done for the decision, too, where what was remembered gave a refusal that counts', async () => {
    const id = await known();
    await commitElsewhere(id, { locale: 'de' });
    const asked: unknown[] = [];
    const beforeCommit = (decided: string | undefined) => {
      asked.push(decided);
      return Promise.resolve(ok(undefined));
    };
    const counted: Decide<string, 'not-found'> = (from, now) => {
      const decision = isGerman(from, now);
      return decision.outcome.ok ? decision : { ...decision, change: { account: from, events: [] } };
    };
    expect((await changed(id, counted, { beforeCommit })).outcome).toEqual(ok('de'));
    expect(asked).toEqual([undefined, 'de']);
  });
});

describe('DUR-1 an answer of storage that was lost', () => {
  it('on the way to a second try is a commit, and what was committed is remembered', async () => {
    const id = await known();
    proxy.arm(0, 'after', () => undefined);
    const { outcome } = await changed(id, toLocale('de'));
    await proxy.disarm();
    expect(outcome).toEqual(ok('en'));
    expect(await changed(id, toLocale('fr'))).toEqual({ outcome: ok('de'), trips: 1 });
  });

  it('for good leaves nothing remembered: what stands is looked at', async () => {
    const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
    const behind = await StorageProxy.inFrontOf(tables.connectionString);
    const impatient = TableClient.fromConnectionString(behind.connectionString, 'Accounts', options);
    const accounts = new AccountTable(impatient, tables.vault);
    const id = 'lost for good' as AccountId;
    await accounts.create({ account: { ...account(), id }, events: [] });
    behind.proxy.arm(0, 'after', () => undefined);
    await expect(change(parts(accounts), id, toLocale('de'))).rejects.toThrow(Unavailable);
    await behind.proxy.disarm();
    expect(accounts.remembered(id)).toBeUndefined();
    expect((await change(parts(accounts), id, toLocale('fr')))?.outcome).toEqual(ok('de'));
    await behind.proxy.close();
  });
});
