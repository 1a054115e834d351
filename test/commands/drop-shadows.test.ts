import { beforeAll, describe, expect, it } from 'vitest';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { ShadowTable } from '../../src/adapters/tables/shadow-table.js';
import { dropShadows } from '../../src/commands/drop-shadows.js';
import { emptyLedger } from '../../src/domain/code-ledger.js';
import type { AddressFingerprint } from '../../src/domain/contact-address.js';
import type { AccountId } from '../../src/domain/identifiers.js';
import { DAY, plus } from '../../src/domain/instant.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { shadowAccount } from '../../src/domain/shadow-account.js';
import type { Accounts } from '../../src/ports/accounts.js';
import { Unavailable } from '../../src/ports/unavailable.js';
import { account, NOW } from '../support/accounts.js';
import { openTables, ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

let places = 0;
/** Tables of its own, with so many shadows that were needed three days ago. */
async function withShadows(count: number) {
  const suffix = String((places += 1));
  const opened = await openTables(tables.connectionString, tables.vault, suffix);
  const shadows = new ShadowTable(await openTable(tables, `Shadows${suffix}`));
  const shadowIds = Array.from({ length: count }, (_, n) => `shadow-${n}` as AccountId);
  const day = plus(NOW, -3 * DAY);
  await Promise.all(
    shadowIds.flatMap((id) => [
      opened.accounts.create({ account: shadowAccount(id, day), events: [] }),
      shadows.note(id, day),
    ]),
  );
  const drop = (accounts: Accounts = opened.accounts) =>
    dropShadows({ accounts, clock: { now: () => NOW }, policy, shadows });
  return {
    accounts: opened.accounts,
    drop,
    noted: () => shadows.notedBefore(plus(NOW, DAY)),
    shadowIds,
    shadows,
  };
}

/** The same accounts; `load` is done this way. */
const loadingBy = (accounts: Accounts, load: Accounts['load']): Accounts =>
  new Proxy(accounts, {
    get: (target, name) => {
      if (name === 'load') return load;
      const part: unknown = Reflect.get(target, name);
      return typeof part === 'function' ? (part.bind(target) as unknown) : part;
    },
  });

describe('REC-2 shadows that nobody needs any more', () => {
  it('go, sixteen at a time', async () => {
    const { accounts, drop, noted, shadowIds } = await withShadows(40);
    const underway: number[] = [];
    let now = 0;
    const counting = loadingBy(accounts, async (id) => {
      underway.push((now += 1));
      const loaded = await accounts.load(id);
      now -= 1;
      return loaded;
    });
    expect(await drop(counting)).toBe(40);
    expect(Math.max(...underway)).toBe(16);
    expect(await noted()).toEqual([]);
    for (const id of shadowIds) expect(await accounts.load(id)).toBeUndefined();
  });

  it('are one, however many days they were needed on', async () => {
    const { drop, noted, shadowIds, shadows } = await withShadows(8);
    for (const id of shadowIds) await shadows.note(id, plus(NOW, -2 * DAY));
    expect(await drop()).toBe(8);
    expect(await noted()).toEqual([]);
  });

  it('stay where they are needed again, and so does an account of somebody', async () => {
    const { accounts, drop, noted, shadows } = await withShadows(1);
    const ledger = { ...emptyLedger('fingerprint' as AddressFingerprint, NOW), sentAt: [NOW] };
    const needed = { ...shadowAccount('needed' as AccountId, NOW), ledgers: [ledger] };
    const real = { ...account(), id: 'real' as AccountId };
    for (const one of [needed, real]) {
      await accounts.create({ account: one, events: [] });
      await shadows.note(one.id, plus(NOW, -3 * DAY));
    }
    expect(await drop()).toBe(1);
    expect((await noted()).map(({ shadow }) => shadow)).toEqual(['needed']);
    expect(await accounts.load(real.id)).toBeDefined();
  });

  it('DUR-1 wait for another night where storage fails: nothing goes on behind its back', async () => {
    const { accounts, drop, noted } = await withShadows(40);
    let asked = 0;
    const failing = loadingBy(accounts, async (id) => {
      asked += 1;
      if (asked === 20) throw new Unavailable('storage');
      return accounts.load(id);
    });
    await expect(drop(failing)).rejects.toThrow(Unavailable);
    const [then, left] = [asked, (await noted()).length];
    expect(left).toBeGreaterThan(0);
    expect(await drop()).toBe(left);
    expect([asked, await noted()]).toEqual([then, []]);
  });
});
