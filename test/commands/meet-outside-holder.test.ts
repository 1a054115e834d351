import { beforeAll, describe, expect, it } from 'vitest';
import { emailAddresses } from '../../src/adapters/email-addresses/email-addresses.js';
import { systemClock } from '../../src/adapters/system/system-clock.js';
import { systemLater } from '../../src/adapters/system/system-later.js';
import { AccountTable } from '../../src/adapters/tables/account-table.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { RowMemory } from '../../src/adapters/tables/row-memory.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { meetOutsideHolder } from '../../src/commands/meet-outside-holder.js';
import { nameFingerprint } from '../../src/commands/sign-in-name.js';
import type { Account } from '../../src/domain/account.js';
import type { AccountId, ErasureId, SessionId } from '../../src/domain/identifiers.js';
import { MINUTE, plus } from '../../src/domain/instant.js';
import { defaultPolicy } from '../../src/domain/policy.js';
import type { OutsideHolder } from '../../src/ports/outside-identity.js';
import { Unavailable } from '../../src/ports/unavailable.js';
import { LAST_REQUESTS_MS } from '../../src/workflows/account-erasure.js';
import { NOW } from '../support/accounts.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

/** What the process does until it is struck: before or after its n-th request to storage. */
interface Strike {
  readonly at: number;
  readonly moment: 'before' | 'after';
}

/** The same part, dead from the strike on. */
function mortal<T extends object>(part: T, count: { requests: number }, { at, moment }: Strike): T {
  return new Proxy(part, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      // Asks nobody.
      if (name === 'remembered') return method.bind(target) as unknown;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        count.requests += 1;
        const n = count.requests;
        if (n > at || (n === at && moment === 'before')) throw new Unavailable('storage');
        const result: unknown = await Reflect.apply(method, target, args);
        if (n === at) throw new Unavailable('storage');
        return result;
      };
    },
  });
}

let drawn = 0;
const parts = (strike: Strike = { at: Infinity, moment: 'before' }) => {
  const count = { requests: 0 };
  const never = () => Promise.reject(new Error('meeting somebody starts nothing'));
  return {
    vault: tables.vault,
    accounts: mortal(tables.accounts, count, strike),
    directory: mortal(tables.directory, count, strike),
    clock: { now: () => NOW },
    dueIndex: { note: () => Promise.resolve() } as never,
    policy: defaultPolicy,
    random: { id: () => `event-${(drawn += 1)}`, fraction: () => 0 },
    workflows: { start: never, resume: never, wake: never },
    emailAddresses,
  };
};

const someone = (id: string, name?: string, more: Partial<OutsideHolder> = {}): OutsideHolder => ({
  ...{ accountId: id as AccountId, sessionId: 'session' as SessionId, outside: { since: NOW } },
  ...(name === undefined ? {} : { name }),
  ...more,
});
const known = async (id: string) => (await tables.accounts.load(id as AccountId))?.account;
const found = (name: string) => tables.directory.find(nameFingerprint(tables.vault, name));

/** Another machine. */
const machine = async (memory = new RowMemory(systemClock, systemLater)) =>
  new AccountTable(await openTable(tables, 'Accounts'), tables.vault, undefined, memory);
/** What storage is asked for a meeting there. */
const trips = async (accounts: AccountTable, holder: OutsideHolder) =>
  (await countRoundTrips(() => meetOutsideHolder({ ...parts(), accounts }, holder))).roundTrips;
async function commitElsewhere(id: string, changed: Partial<Account>): Promise<void> {
  const loaded = (await tables.accounts.load(id as AccountId))!;
  const commit = { account: { ...loaded.account, ...changed }, events: [] };
  expect(await tables.accounts.commit(loaded, commit)).toBe('committed');
}

describe('IDN-1 whoever is seen for the first time', () => {
  it('has an account without a password, in their language, found by their name', async () => {
    await meetOutsideHolder(parts(), someone('ada', 'Ada@example.com', { locale: 'de' }));
    expect(await known('ada')).toMatchObject({ locale: 'de', contacts: [], outsideName: { claimed: true } });
    expect(await known('ada')).not.toHaveProperty('credential');
    expect(await found('ada@EXAMPLE.com')).toBe('ada');
    expect(JSON.stringify(await known('ada'))).not.toContain('example.com');
  });

  it('without a name has one that nobody finds, until there is one', async () => {
    await meetOutsideHolder(parts(), someone('nameless'));
    expect((await known('nameless'))?.outsideName).toBeUndefined();
    await meetOutsideHolder(parts(), someone('nameless', 'named@example.com'));
    expect(await found('named@example.com')).toBe('nameless');
    await meetOutsideHolder(parts(), someone('nameless'));
    expect((await known('nameless'))?.outsideName?.claimed).toBe(true);
  });

  it('ten times at once has one', async () => {
    const ten = Array.from({ length: 10 }, () =>
      meetOutsideHolder(parts(), someone('busy', 'busy@example.com')),
    );
    await Promise.all(ten);
    expect(await known('busy')).toMatchObject({ outsideName: { claimed: true } });
    expect(await found('busy@example.com')).toBe('busy');
  });
});

describe('PRV-3 whoever is being erased', () => {
  it('is not met, nor is their name claimed again, until it is done', async () => {
    await meetOutsideHolder(parts(), someone('erased', 'erased@example.com'));
    const loaded = (await tables.accounts.load('erased' as AccountId))!;
    const erasure = { id: 'erasure' as ErasureId, since: NOW };
    await tables.accounts.commit(loaded, { account: { ...loaded.account, erasure }, events: [] });
    await tables.directory.releaseName(
      nameFingerprint(tables.vault, 'erased@example.com'),
      'erased' as AccountId,
    );
    await meetOutsideHolder(parts(), someone('erased', 'erased@example.com'));
    expect([await known('erased'), await found('erased@example.com')]).toEqual([undefined, undefined]);
    await tables.accounts.remove('erased' as AccountId);
    await meetOutsideHolder(parts(), someone('erased', 'erased@example.com'));
    expect(await found('erased@example.com')).toBe('erased');
  });
});

describe('IDN-1 whoever is known', () => {
  it('is met with no request by a process that has them in mind, and with one by any other', async () => {
    const holder = someone('seen', 'seen@example.com');
    const [here, forgetful] = await Promise.all([
      machine(),
      machine(new RowMemory(systemClock, systemLater, 0)),
    ]);
    // A look, the claim of the name, the account.
    expect(await trips(here, holder)).toEqual({ Accounts: 2, Directory: 1 });
    expect(await trips(here, holder)).toEqual({});
    expect(await trips(forgetful, holder)).toEqual({ Accounts: 1 });
  });

  it('is met anew under another name, whatever the process has in mind', async () => {
    const here = await machine();
    await trips(here, someone('renamed', 'renamed@old.example'));
    await trips(here, someone('renamed', 'renamed@new.example'));
    expect(await found('renamed@new.example')).toBe('renamed');
    expect(await trips(here, someone('renamed', 'renamed@new.example'))).toEqual({});
  });

  it('PRV-3 claims nothing while they are erased by another machine, and is made anew after that', async () => {
    let now = NOW;
    const here = await machine(new RowMemory({ now: () => now }, systemLater));
    const holder = someone('leaving', 'leaving@example.com');
    await trips(here, holder);
    await commitElsewhere('leaving', { erasure: { id: 'erasure' as ErasureId, since: NOW } });
    await tables.directory.releaseName(
      nameFingerprint(tables.vault, 'leaving@example.com'),
      'leaving' as AccountId,
    );
    expect(await trips(here, holder)).toEqual({});
    expect(await found('leaving@example.com')).toBeUndefined();
    // The earliest that an erasure takes the account away.
    now = plus(NOW, LAST_REQUESTS_MS - MINUTE);
    await tables.accounts.remove('leaving' as AccountId);
    await trips(here, holder);
    expect(await found('leaving@example.com')).toBe('leaving');
    expect((await known('leaving'))?.erasure).toBeUndefined();
  });
});

describe('IDN-1 a name', () => {
  it('that changed is claimed anew, and the old one is free for another', async () => {
    await meetOutsideHolder(parts(), someone('grace', 'grace@old.example'));
    await meetOutsideHolder(parts(), someone('grace', 'grace@new.example'));
    expect(await found('grace@new.example')).toBe('grace');
    expect(await found('grace@old.example')).toBeUndefined();
    await meetOutsideHolder(parts(), someone('another', 'grace@old.example'));
    expect(await found('grace@old.example')).toBe('another');
  });

  it('that another account has stays that account’s, and is claimed when it gives it up', async () => {
    await meetOutsideHolder(parts(), someone('first', 'both@example.com'));
    await meetOutsideHolder(parts(), someone('second', 'both@example.com'));
    expect(await found('both@example.com')).toBe('first');
    expect((await known('second'))?.outsideName?.claimed).toBe(false);
    await meetOutsideHolder(parts(), someone('first', 'first@example.com'));
    await meetOutsideHolder(parts(), someone('second', 'both@example.com'));
    expect(await found('both@example.com')).toBe('second');
    expect((await known('second'))?.outsideName?.claimed).toBe(true);
  });

  it('is not given up by whoever does not have it', async () => {
    await meetOutsideHolder(parts(), someone('owner', 'owned@example.com'));
    await tables.directory.releaseName(
      nameFingerprint(tables.vault, 'owned@example.com'),
      'thief' as AccountId,
    );
    await tables.directory.releaseName(
      nameFingerprint(tables.vault, 'nobody@example.com'),
      'thief' as AccountId,
    );
    expect(await found('owned@example.com')).toBe('owner');
  });
});

describe('DUR-1 struck at any of its requests to storage', () => {
  it.each<[string, (id: string) => Promise<void>]>([
    ['a first meeting', () => Promise.resolve()],
    ['a changed name', (id) => meetOutsideHolder(parts(), someone(id, `${id}@old.example`))],
  ])('%s is all there after the next', async (title, prepare) => {
    let struck = 0;
    for (let at = 1; struck === at - 1; at += 1) {
      for (const moment of ['before', 'after'] as const) {
        const id = `${title.replace(/\W/g, '-')}-${at}-${moment}`;
        await prepare(id);
        const now = someone(id, `${id}@new.example`);
        const first = await meetOutsideHolder(parts({ at, moment }), now).catch((error: unknown) => error);
        if (first instanceof Unavailable) struck = at;
        await meetOutsideHolder(parts(), now);
        expect((await known(id))?.outsideName?.claimed).toBe(true);
        expect(await found(`${id}@new.example`)).toBe(id);
      }
    }
    expect(struck).toBeGreaterThan(2);
  });
});
