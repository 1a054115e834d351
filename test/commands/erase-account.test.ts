import { beforeAll, describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import type { AccountTable } from '../../src/adapters/tables/account-table.js';
import { DueIndexTable } from '../../src/adapters/tables/due-index-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { changeAccount } from '../../src/commands/change-account.js';
import { endAccountFlows } from '../../src/commands/end-account-flows.js';
import { eraseAccount } from '../../src/commands/erase-account.js';
import { eraseAccountRows } from '../../src/commands/erase-account-rows.js';
import { readAccountErasure } from '../../src/commands/read-account-erasure.js';
import { releaseAccount } from '../../src/commands/release-account.js';
import { sweepDue } from '../../src/commands/sweep-due.js';
import type { AccountId, ErasureId, SessionId } from '../../src/domain/identifiers.js';
import { DAY, HOUR, plus, type Instant } from '../../src/domain/instant.js';
import { ok } from '../../src/domain/outcome.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { startProtection } from '../../src/domain/protection-changes.js';
import type { WorkflowStart } from '../../src/ports/workflows.js';
import { account, ids, NOW } from '../support/accounts.js';
import { everyEntry } from '../support/every-entry.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

let now: Instant = NOW;
let started: WorkflowStart[] = [];
const workflows = {
  start: (flow: WorkflowStart) => {
    started.push(flow);
    return Promise.resolve();
  },
  resume: (flow: WorkflowStart) => workflows.start(flow).then(() => true),
  wake: () => Promise.resolve(),
};
const parts = () => ({
  ...tables,
  policy,
  random: systemRandom,
  workflows,
  clock: { now: () => now },
});

/** Stored, without contacts: its session alone may erase it. */
async function stored(name: string) {
  [now, started] = [NOW, []];
  const id = name as AccountId;
  await tables.accounts.create({ account: { ...account(), id }, events: [] });
  return { id, caller: { accountId: id, sessionId: 'session' as SessionId } };
}

const erasureStarted = (): ErasureId => {
  const flow = started.find(({ workflow }) => workflow === 'accountErasure');
  if (flow?.workflow !== 'accountErasure') throw new Error('no erasure was started');
  return flow.erasureId;
};

/** Entries of erasures, when all of them are due. */
async function erasureEntries(): Promise<readonly string[]> {
  const entries = await everyEntry(tables.dueIndex, plus(NOW, 900 * DAY));
  return entries.flatMap((entry) =>
    'flow' in entry && entry.flow.workflow === 'accountErasure' ? [entry.flow.erasureId] : [],
  );
}

describe('PRV-3 DUR-2 an erasure', () => {
  it('is noted and started before the account says so; what dies before that changes nothing and is let go', async () => {
    const { caller, id } = await stored('unlucky');
    const dying = { commit: () => Promise.reject(new Error('died')) };
    const accounts = Object.assign(Object.create(tables.accounts) as AccountTable, {
      ...dying,
      load: tables.accounts.load.bind(tables.accounts),
      remembered: tables.accounts.remembered.bind(tables.accounts),
    });
    await expect(eraseAccount({ ...parts(), accounts }, caller)).rejects.toThrow('died');
    const erasureId = erasureStarted();
    expect(await tables.erasures.find(erasureId)).toBe(id);
    expect(await tables.accounts.load(id)).toBeDefined();
    expect(await readAccountErasure(parts(), { erasureId })).toEqual({ state: 'absent' });
    // Its steps, should they come all the same, leave the account alone.
    await releaseAccount(parts(), { erasureId });
    await eraseAccountRows(parts(), { erasureId });
    expect(await tables.accounts.load(id)).toBeDefined();
    now = plus(NOW, 2 * HOUR);
    expect(await sweepDue(parts(), workflows)).toMatchObject({ resumed: 0, failed: 0 });
    expect(await tables.erasures.find(erasureId)).toBeUndefined();
    expect(await erasureEntries()).not.toContain(erasureId);
  });

  it('that was lost is started again until it is done, and its entry goes then', async () => {
    const { caller, id } = await stored('lost');
    expect(await eraseAccount(parts(), caller)).toEqual(ok({}));
    const erasureId = erasureStarted();
    expect(await tables.accounts.load(id)).toBeUndefined();
    expect(await readAccountErasure(parts(), { erasureId })).toEqual({ state: 'erasing', contacts: 0 });
    started = [];
    now = plus(NOW, 2 * HOUR);
    expect((await sweepDue(parts(), workflows)).resumed).toBe(1);
    expect(erasureStarted()).toBe(erasureId);
    expect(await erasureEntries()).toContain(erasureId);
    await releaseAccount(parts(), { erasureId });
    await eraseAccountRows(parts(), { erasureId });
    expect(await tables.accounts.loadErased(id)).toBeUndefined();
    expect((await sweepDue(parts(), workflows)).resumed).toBe(0);
    expect(await erasureEntries()).not.toContain(erasureId);
  });

  it('leaves alone who comes after it under the same id', async () => {
    const { caller, id } = await stored('again');
    await eraseAccount(parts(), caller);
    const erasureId = erasureStarted();
    // It died right before the last step.
    await tables.accounts.remove(id);
    await tables.accounts.create({ account: { ...account(), id }, events: [] });
    expect(await readAccountErasure(parts(), { erasureId })).toEqual({ state: 'absent' });
    await eraseAccountRows(parts(), { erasureId });
    expect(await tables.accounts.load(id)).toBeDefined();
  });

  it('ends every flow that anything tells of, and asks again as long as one runs', async () => {
    const { caller, id } = await stored('flows');
    await changeAccount(parts(), id, (from, at) => {
      const opening = { windowId: ids.windowId, reason: 'all-removed', retires: () => true } as const;
      const { account: protectedOne, happened } = startProtection(from, opening, at, policy);
      const event = { id: ids.eventId, at, happened };
      return { outcome: ok(undefined), change: { account: protectedOne, events: [event] } };
    });
    // Over since, and its event forgotten: only the list of its entries tells of it.
    await changeAccount(parts(), id, (from) => ({
      outcome: ok(undefined),
      change: { account: { ...from, protection: { kind: 'normal' } }, events: [] },
    }));
    await tables.accounts.forgetEvents(id, plus(NOW, 1), NOW);
    await eraseAccount(parts(), caller);
    const erasureId = erasureStarted();
    const asked: WorkflowStart[] = [];
    const history = (result: 'gone' | 'ends') => ({
      purgeCompletedBefore: () => Promise.resolve(0),
      erase: (flow: WorkflowStart) => {
        asked.push(flow);
        return Promise.resolve(result);
      },
    });
    expect(await endAccountFlows(parts(), history('ends'), { erasureId })).toEqual({ closed: 'not-yet' });
    expect(await endAccountFlows(parts(), history('gone'), { erasureId })).toEqual({ closed: 'done' });
    const window = { workflow: 'protectionWindow', accountId: id, windowId: ids.windowId };
    expect(asked).toEqual([window, window]);
    await eraseAccountRows(parts(), { erasureId });
    const left = await everyEntry(tables.dueIndex, plus(NOW, 900 * DAY));
    expect(left.filter((entry) => JSON.stringify(entry).includes(`"${id}"`))).toEqual([]);
  });

  it('takes away what was noted before the number of shards was raised, and after it', async () => {
    const { caller, id } = await stored('raised');
    const raised = new DueIndexTable(await openTable(tables, 'DueIndex'), [251, 16]);
    const openWindow = (dueIndex: DueIndexTable) =>
      changeAccount({ ...parts(), dueIndex }, id, (from, at) => {
        const opening = { windowId: ids.windowId, reason: 'all-removed', retires: () => true } as const;
        const { account: protectedOne, happened } = startProtection(from, opening, at, policy);
        const event = { id: ids.eventId, at, happened };
        return { outcome: ok(undefined), change: { account: protectedOne, events: [event] } };
      });
    await openWindow(tables.dueIndex);
    now = plus(NOW, 1);
    await openWindow(raised);
    await changeAccount(parts(), id, (from) => ({
      outcome: ok(undefined),
      change: { account: { ...from, protection: { kind: 'normal' } }, events: [] },
    }));
    const entries = async () =>
      (await everyEntry(raised, plus(NOW, 900 * DAY))).filter((entry) =>
        JSON.stringify(entry).includes(`"${id}"`),
      );
    expect(new Set((await entries()).map(({ place }) => place.partition.slice(-3))).size).toBeGreaterThan(1);
    await eraseAccount({ ...parts(), dueIndex: raised }, caller);
    await eraseAccountRows({ ...parts(), dueIndex: raised }, { erasureId: erasureStarted() });
    expect(await entries()).toEqual([]);
  });
});
