import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InstanceCache } from '../../local/durable-host/instance-cache.js';
import { Locks } from '../../local/durable-host/locks.js';
import { readSettings } from '../../local/durable-host/settings.js';
import { Starts, type NewInstance } from '../../local/durable-host/starts.js';
import { TaskHub } from '../../local/durable-host/task-hub.js';
import { tableEmulator } from '../support/table-emulator.js';

let tables: Awaited<ReturnType<typeof tableEmulator>>;
let hub: TaskHub;
beforeAll(async () => {
  tables = await tableEmulator();
  hub = new TaskHub(tables.connectionString, 'Starts');
  await hub.open();
});
afterAll(async () => {
  await tables[Symbol.asyncDispose]();
});

function starts(overridableExistingInstanceStates = 'NonRunningStates'): Starts {
  const locks = new Locks();
  return new Starts({
    hub,
    cache: new InstanceCache(),
    settings: readSettings({ overridableExistingInstanceStates }),
    now: () => 0,
    locked: (id, work) => locks.run(id, work),
    replaced: () => undefined,
  });
}

function instance(instanceId: string, over: Partial<NewInstance> = {}): NewInstance {
  return { instanceId, name: 'any', input: null, version: null, parent: null, ...over };
}

describe('starting', () => {
  it('racing starts are all told that theirs counts, and one execution comes of them', async () => {
    const one = starts();
    const inputs = ['1', '2', '3'];
    const begun = await Promise.all(inputs.map((input) => one.begin(instance('race', { input }))));
    expect(begun).toEqual(['begun', 'begun', 'begun']);
    expect((await hub.loadState('race'))?.state).toMatchObject({ input: '1', generation: 1 });
    expect(await one.begin(instance('race'))).toBe('running');
  });

  it('a running instance is replaced only where host.json says so', async () => {
    await starts().begin(instance('replaced', { input: '1' }));
    expect(await starts().begin(instance('replaced', { input: '2' }))).toBe('running');
    expect(await starts('AnyState').begin(instance('replaced', { input: '3' }))).toBe('begun');
    expect((await hub.loadState('replaced'))?.state).toMatchObject({ input: '3', generation: 2 });
  });

  it('a child whose start is delivered twice runs once, even when it has ended meanwhile', async () => {
    const OrchestrationInstance = { InstanceId: 'parent', ExecutionId: 'e1' };
    const parent = { Name: 'parent', OrchestrationInstance, TaskScheduleId: 3 };
    expect(await starts().begin(instance('child', { parent }))).toBe('begun');
    const found = await hub.loadState('child');
    if (found === undefined) throw new Error('no child');
    const { etag, state } = found;
    const ended = { ...state, status: 'Completed' as const };
    const nothing = { past: [], history: [], inline: true, consumed: [], outbox: [] };
    await hub.commit({ ...nothing, before: state, state: ended, etag });
    expect(await starts().begin(instance('child', { parent }))).toBe('running');
    const next = { ...parent, TaskScheduleId: 4 };
    expect(await starts().begin(instance('child', { parent: next }))).toBe('begun');
  });
});
