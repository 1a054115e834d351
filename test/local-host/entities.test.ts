import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DurableApp } from '../support/durable-app.js';

let app: DurableApp;
beforeAll(async () => {
  app = await DurableApp.start();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const completed = (output: unknown) => ({ runtimeStatus: 'Completed', output });
const quiet = () => app.host.advance('PT0S');

async function signal(key: string, operation: string, input?: unknown): Promise<void> {
  expect((await app.call('POST', `/entity/${key}/${operation}`, input)).status).toBe(202);
}

async function read(key: string): Promise<unknown> {
  return (await app.call('GET', `/entity/${key}`)).body;
}

describe('entities', () => {
  it('take signals from clients and are read back', async () => {
    expect(await read('c1')).toEqual({ entityExists: false });
    await signal('c1', 'add', 5);
    await signal('c1', 'add', 7);
    await quiet();
    expect(await read('c1')).toEqual({ entityExists: true, entityState: 12 });
  });

  it('take signals in the order in which they were sent', async () => {
    for (let n = 0; n < 30; n += 1) await signal('order', 'remember', n);
    await quiet();
    expect(await read('order')).toMatchObject({ entityState: Array.from({ length: 30 }, (_, n) => n) });
  });

  it('are signalled and called by orchestrations, in order', async () => {
    await app.begin('addAndGet', 'o1', { key: 'c2', amount: 4 });
    expect(await app.reaches('o1', 'Completed')).toMatchObject(completed(8));
  });

  it('take more signals of one turn than a transaction has rows', async () => {
    await app.begin('signalsMany', 'o-many');
    expect(await app.reaches('o-many', 'Completed')).toMatchObject(completed(250));
  });

  it('answer a caller with their error', async () => {
    await app.begin('entityFails', 'o2', 'c3');
    expect((await app.reaches('o2', 'Completed')).output).toMatch(/^caught: /);
  });

  it('whose function fails as a whole fail the operation, and stay as they were', async () => {
    await signal('whole', 'add', 3);
    await app.begin('entityFailsWhole', 'o2-whole', 'whole');
    const { output } = await app.reaches('o2-whole', 'Failed');
    expect(output).toContain("Entity function 'Counter' failed: ");
    expect(await read('whole')).toMatchObject({ entityState: 3 });
  });

  it('signal each other', async () => {
    await signal('c4', 'forward', 'c5');
    await quiet();
    expect(await read('c5')).toMatchObject({ entityState: 1 });
  });

  it('hear what was said in the turn that continues as new', async () => {
    await app.begin('signalsAndRenews', 'o3', 1);
    await app.reaches('o3', 'Completed');
    await quiet();
    expect(await read('renewed')).toMatchObject({ entityState: [1, 2, 3, 4, 5] });
  });

  it('are gone once they destroy themselves, and come back with the next operation', async () => {
    await signal('c6', 'add', 1);
    await signal('c6', 'reset');
    await quiet();
    expect(await read('c6')).toEqual({ entityExists: false });
    expect((await app.durable('GET', 'instances/@counter@c6')).status).toBe(404);
    await signal('c6', 'add', 2);
    await quiet();
    expect(await read('c6')).toMatchObject({ entityState: 2 });
  });

  it('that do not exist fail an orchestration that signals them', async () => {
    await app.begin('signalsMissing', 'o4');
    const status = await app.reaches('o4', 'Failed');
    expect(status.output).toContain("The function 'nobody' doesn't exist, is disabled, or is not an entity");
  });

  it('answer over HTTP: signal, read, list, delete', async () => {
    expect((await app.durable('POST', 'entities/Counter/h1?op=add', 3)).status).toBe(202);
    expect((await app.durable('POST', 'entities/Counter/h2?op=add', 4)).status).toBe(202);
    await quiet();
    expect((await app.durable('GET', 'entities/counter/h1')).body).toBe(3);
    expect((await app.durable('GET', 'entities/Counter/nobody')).status).toBe(404);
    expect((await app.durable('POST', 'entities/nobody/h1?op=add', 3)).status).toBe(400);
    const listed = (await app.durable('GET', 'entities/Counter?fetchState=true')).body;
    expect(listed).toContainEqual(
      expect.objectContaining({ entityId: { name: 'counter', key: 'h2' }, state: 4 }),
    );
    const all = (await app.durable('GET', 'entities/')).body as Record<string, unknown>[];
    expect(all.length).toBeGreaterThan(2);
    expect(all[0]).not.toHaveProperty('state');
    const instance = (await app.durable('GET', 'instances/@counter@h1')).body;
    expect((await app.durable('DELETE', 'instances/@counter@h2')).status).toBe(200);
    expect((await app.durable('DELETE', 'instances/@counter@h2')).status).toBe(404);
    expect(await read('h2')).toEqual({ entityExists: false });
    expect(instance).toMatchObject({
      name: '@counter@h1',
      runtimeStatus: 'Running',
      input: { exists: true, state: '3' },
      customStatus: { entityExists: true },
    });
  });
});

describe('critical sections', () => {
  it('move between two entities with nobody in between', async () => {
    await signal('a', 'add', 100);
    await signal('b', 'add', 0);
    await app.begin('transfer', 'first', { from: 'a', to: 'b', amount: 60, hold: 600 });
    await quiet();
    await app.begin('transfer', 'second', { from: 'b', to: 'a', amount: 60 });
    await quiet();
    await signal('a', 'add', 1000);
    await quiet();
    expect(await read('a')).toMatchObject({ entityState: 100 });
    expect((await app.status('second')).runtimeStatus).toBe('Running');
    await app.host.advance('PT10M');
    expect(await app.reaches('first', 'Completed')).toMatchObject(completed('done'));
    expect(await app.reaches('second', 'Completed')).toMatchObject(completed('done'));
    await quiet();
    expect(await read('a')).toMatchObject({ entityState: 1100 });
    expect(await read('b')).toMatchObject({ entityState: 0 });
  });

  it.each([
    ['forgets to', { keep: true }, 'Completed'],
    ['fails before it could', { fail: true, keep: true }, 'Failed'],
  ])('end with the orchestration that %s give the lock back', async (name, how, status) => {
    const key = name.slice(0, 4);
    await app.begin('transfer', `ends-${key}`, { from: key, to: `${key}2`, amount: 0, ...how });
    await app.reaches(`ends-${key}`, status);
    await signal(key, 'add', 9);
    await quiet();
    expect(await read(key)).toMatchObject({ entityState: 9 });
  });

  it('cannot be nested', async () => {
    await app.begin('locksTwice', 'nested');
    expect((await app.reaches('nested', 'Failed')).output).toContain('already holding some locks');
    await signal('x', 'add', 1);
    await quiet();
    expect(await read('x')).toMatchObject({ entityState: 1 });
  });
});

describe('kill -9', () => {
  it('leaves states, locks and messages as they were, and no operation is done twice', async () => {
    await signal('k1', 'add', 10);
    await app.begin('transfer', 'killed', { from: 'k1', to: 'k2', amount: 4, hold: 600 });
    await quiet();
    await app.host.restart();
    await signal('k1', 'add', 5);
    await quiet();
    expect(await read('k1')).toMatchObject({ entityState: 10 });
    await app.host.restart();
    await app.host.advance('PT10M');
    expect(await app.reaches('killed', 'Completed')).toMatchObject(completed('done'));
    await quiet();
    expect(await read('k1')).toMatchObject({ entityState: 11 });
    expect(await read('k2')).toMatchObject({ entityState: 4 });
  });

  it('at any moment: every signal and every call counts once', async () => {
    const flows = 8;
    for (let n = 0; n < flows; n += 1) {
      await app.begin('addAndGet', `once-${n}`, { key: 'once', amount: 1 });
      await app.host.restart();
    }
    for (let n = 0; n < flows; n += 1) await app.reaches(`once-${n}`, 'Completed');
    await quiet();
    expect(await read('once')).toMatchObject({ entityState: 2 * flows });
  });
});
