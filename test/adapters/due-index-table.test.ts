import type { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DueIndexTable } from '../../src/adapters/tables/due-index-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import type { AccountId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, plus, type Instant } from '../../src/domain/instant.js';
import type { DueEntry } from '../../src/ports/due-index.js';
import { ids, NOW } from '../support/accounts.js';
import { everyEntry } from '../support/every-entry.js';
import { tableEmulator } from '../support/table-emulator.js';

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
beforeAll(async () => {
  emulator = await tableEmulator();
});
afterAll(async () => {
  await emulator[Symbol.asyncDispose]();
});

let tables = 0;

/** One table, as it was with few shards and is with many. */
async function raised() {
  tables += 1;
  const table = await openTable(emulator, `DueIndex${tables}`);
  return { table, before: new DueIndexTable(table, [2]), after: new DueIndexTable(table, [64, 2]) };
}

const chore = (name: string, at: Instant = NOW): DueEntry => ({
  at,
  chore: { chore: 'forgetActivity', accountId: name as AccountId },
});
const windowOf = (name: string, at: Instant = NOW): DueEntry => ({
  at,
  flow: { workflow: 'protectionWindow', accountId: name as AccountId, windowId: ids.windowId },
});
const some = (prefix: string): readonly DueEntry[] =>
  Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? chore(`${prefix}${n}`) : windowOf(`${prefix}${n}`)));

async function rows(table: TableClient) {
  const found = [];
  for await (const { partitionKey = '' } of table.listEntities()) found.push(partitionKey);
  return found;
}

describe('DUR-2 more shards of the due index', () => {
  it('are used by what is noted, and leave alone what is there', async () => {
    const { after, before, table } = await raised();
    await before.note(some('old'));
    expect(new Set(await rows(table)).size).toBe(2);
    await after.note(some('new'));
    expect(new Set(await rows(table)).size).toBeGreaterThan(20);
    expect(await rows(table)).toHaveLength(80);
  });

  it.each(['before', 'after'] as const)(
    'entries of either number are found and settled by a sweeper of the time %s',
    async (time) => {
      const index = await raised();
      await index.before.note(some('old'));
      await index.after.note(some('new'));
      const found = await everyEntry(index[time], NOW);
      expect(found).toHaveLength(80);
      for (const entry of found) await index[time].settle(entry);
      expect(await rows(index.table)).toEqual([]);
    },
  );

  it('an entry that is noted under both is settled where it was found, and found again', async () => {
    const { after, before } = await raised();
    // Under 2 and under 64 it lies in two shards.
    const twice = some('twice');
    await before.note(twice);
    await after.note(twice);
    const [first, ...others] = await everyEntry(after, NOW);
    await after.settle(first!);
    expect(await everyEntry(after, NOW)).toEqual(others);
  });

  it('PRV-3 what an account lists is taken away under either number, and nothing else is', async () => {
    const { after, before, table } = await raised();
    const [old, young] = [some('old'), some('new')];
    await before.note([...old, ...young.slice(0, 10)]);
    await after.note([...young, chore('other')]);
    for (const entry of [...old, ...young]) await after.withdraw(entry);
    expect(await rows(table)).toHaveLength(1);
    await after.withdraw(chore('never noted'));
    expect(await everyEntry(after, NOW)).toMatchObject([{ chore: { accountId: 'other' } }]);
  });
});

describe('DUR-2 what is due', () => {
  it('comes with the days in their order, whatever their shards; what is not yet due does not', async () => {
    const { after, before } = await raised();
    const days = [2, 0, 1].map((day) => plus(NOW, day * DAY));
    await before.note(days.map((at) => windowOf('one', at)));
    await after.note([...days.map((at) => chore('two', at)), chore('three', plus(NOW, 2 * DAY + HOUR))]);
    const found = await everyEntry(after, plus(NOW, 2 * DAY));
    expect(found.map(({ at }) => at)).toEqual([0, 0, 1, 1, 2, 2].map((day) => plus(NOW, day * DAY)));
  });
});

describe('DUR-2 an entry that is damaged', () => {
  it('is told, without what is in it, when all others were found', async () => {
    const { after, table } = await raised();
    await after.note(some('sound'));
    const damaged = { partitionKey: '2026-12-01-00', rowKey: '000000000000000:x', v: 1, flow: '{"secret' };
    await table.createEntity(damaged);
    const found: string[] = [];
    const reading = (async () => {
      for await (const page of after.dueBy(plus(NOW, HOUR)))
        found.push(...page.map(({ place }) => place.row));
    })();
    await expect(reading).rejects.toThrow(/^1 entries of the due index can't be read\.$/);
    expect(found).toHaveLength(40);
  });
});
