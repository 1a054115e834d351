import type { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LimitTable } from '../../src/adapters/tables/limit-table.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { changeLimit } from '../../src/commands/change-limit.js';
import { DAY, plus } from '../../src/domain/instant.js';
import type { LimitedThing } from '../../src/domain/limits.js';
import { NOW } from '../support/accounts.js';
import { tableEmulator } from '../support/table-emulator.js';

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let table: TableClient;
let limits: LimitTable;
beforeAll(async () => {
  emulator = await tableEmulator();
  table = await openTable(emulator, 'Limits');
  limits = new LimitTable(table);
});
afterAll(async () => {
  await emulator[Symbol.asyncDispose]();
});

const thing = (name: string) => name as LimitedThing;
const until = plus(NOW, DAY);
const trips = async (work: () => Promise<unknown>) => (await countRoundTrips(work)).roundTrips['Limits'];

async function rows(): Promise<number> {
  let count = 0;
  for await (const _ of table.listEntities()) count += 1;
  return count;
}

describe('counters in a table', () => {
  it('come back as they were written, at one round trip each', async () => {
    expect(await limits.find(thing('a'))).toBeUndefined();
    expect(await trips(() => limits.put(thing('a'), { n: 1 }, undefined, until))).toBe(1);
    const kept = await limits.find<{ n: number }>(thing('a'));
    expect(kept?.state).toEqual({ n: 1 });
    expect(await trips(() => limits.put(thing('a'), { n: 2 }, kept, until))).toBe(1);
    expect(await trips(() => limits.find(thing('a')))).toBe(1);
    expect((await limits.find(thing('a')))?.state).toEqual({ n: 2 });
  });

  it('whoever read an older version does not write', async () => {
    await limits.put(thing('b'), 1, undefined, until);
    const old = await limits.find(thing('b'));
    expect(await limits.put(thing('b'), 2, old, until)).toBe(true);
    expect(await limits.put(thing('b'), 3, old, until)).toBe(false);
    expect(await limits.put(thing('b'), 3, old, plus(until, 5 * DAY))).toBe(false);
    expect(await limits.put(thing('b'), 3, undefined, until)).toBe(false);
    expect((await limits.find(thing('b')))?.state).toBe(2);
  });

  it('CODE-9 of thirty at once that may count to ten, ten do', async () => {
    const counted = await Promise.all(
      Array.from({ length: 30 }, () =>
        changeLimit<number, boolean>({ limits, random: systemRandom }, thing('c'), undefined, (n = 0) =>
          n < 10 ? { result: true, next: { state: n + 1, until } } : { result: false },
        ),
      ),
    );
    expect(counted.filter(Boolean)).toHaveLength(10);
    expect((await limits.find(thing('c')))?.state).toBe(10);
  });

  it('what has begun and not ended is known until it ends', () => {
    const [one, two] = [limits.begin(thing('d')), limits.begin(thing('d'))];
    expect(limits.underway(thing('d'))).toBe(2);
    one();
    expect(limits.underway(thing('d'))).toBe(1);
    two();
    expect(limits.underway(thing('d'))).toBe(0);
  });
});

describe('what matters no more', () => {
  it('PRV-2 goes after its day, and not before; what was used again stays', async () => {
    await limits.dropOld(plus(NOW, 50 * DAY));
    expect(await rows()).toBe(0);
    await limits.put(thing('old'), 1, undefined, until);
    await limits.put(thing('used'), 1, undefined, until);
    const used = await limits.find(thing('used'));
    await limits.put(thing('used'), 2, used, plus(NOW, 4 * DAY));
    expect(await limits.dropOld(until)).toBe(0);
    expect(await limits.dropOld(plus(until, DAY))).toBe(1);
    expect(await limits.find(thing('old'))).toBeUndefined();
    expect((await limits.find(thing('used')))?.state).toBe(2);
    expect(await limits.dropOld(plus(NOW, 5 * DAY))).toBe(1);
    expect(await rows()).toBe(0);
  });

  it('DUR-2 letting go costs what is due, not what there is', async () => {
    for (let n = 0; n < 40; n += 1) await limits.put(thing(`many ${n}`), n, undefined, plus(NOW, 9 * DAY));
    const idle = await trips(() => limits.dropOld(plus(NOW, DAY)));
    expect(idle).toBe(16);
    await limits.put(thing('one'), 1, undefined, NOW);
    expect(await trips(() => limits.dropOld(plus(NOW, DAY)))).toBe(16 + 3);
  });
});
