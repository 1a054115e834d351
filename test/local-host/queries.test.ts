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
const client = (operation: string, id: string, given?: unknown) =>
  app.call('POST', `/client/${operation}/${id}`, given);

describe('a status query', () => {
  it('shows a custom status, also one that was never cleared', async () => {
    await app.begin('showsStatus', 'q1', { step: 1 });
    await app.reaches('q1', 'Running');
    expect((await app.status('q1')).customStatus).toEqual({ step: 1 });
    await app.raise('q1', 'Go');
    expect(await app.reaches('q1', 'Completed')).toMatchObject({ output: 'went', customStatus: { step: 1 } });
  });

  it.each([
    [8190, 'Completed'],
    [8701, 'Completed'],
    [8702, 'Failed'],
  ])('a custom status of %s characters: %s', async (length, status) => {
    await app.begin('longStatus', `long-${length}`, length);
    const seen = await app.reaches(`long-${length}`, 'Completed', 'Failed');
    expect(seen.runtimeStatus).toBe(status);
    if (status === 'Failed') expect(seen.output).toContain('must not exceed 16 KB');
  });

  it('filters by time, status and id, and leaves the input out when told to', async () => {
    const before = (await app.host.now()).toISOString();
    await app.host.advance('PT10S');
    await app.begin('echo', 'filter-1', 'in');
    await app.reaches('filter-1', 'Completed');
    const query = async (text: string) => (await app.durable('GET', `instances?${text}`)).body as unknown[];
    expect(await query(`createdTimeFrom=${before}&instanceIdPrefix=filter&showInput=false`)).toMatchObject([
      { instanceId: 'filter-1', input: null },
    ]);
    expect(await query(`createdTimeTo=${before}&instanceIdPrefix=filter`)).toEqual([]);
    expect(await query('runtimeStatus=Failed,Terminated&instanceIdPrefix=filter')).toEqual([]);
    const listed = (await client('list', 'x', { runtimeStatus: ['Completed'] })).body as {
      answer: unknown[];
    };
    expect(listed.answer).toContainEqual(expect.objectContaining({ instanceId: 'filter-1' }));
  });

  it('shows history with names, outcomes beside what they are of, and what is asked for', async () => {
    await app.begin('chain', 'history');
    await app.reaches('history', 'Completed');
    const events = async (query: string) => {
      const { body } = await app.durable('GET', `instances/history?showHistory=true${query}`);
      return (body as { historyEvents: Record<string, unknown>[] }).historyEvents;
    };
    const types = [
      'ExecutionStarted',
      'TaskCompleted',
      'TaskCompleted',
      'TaskCompleted',
      'ExecutionCompleted',
    ];
    const [started, first, , , last] = await events('');
    expect((await events('')).map(({ EventType }) => EventType)).toEqual(types);
    expect(started).toMatchObject({ FunctionName: 'chain' });
    expect(first).toMatchObject({ FunctionName: 'sayHello', ScheduledTime: expect.any(String) as unknown });
    expect(first).not.toHaveProperty('Result');
    expect(last).toMatchObject({ OrchestrationStatus: 'Completed' });
    expect((await events('&showHistoryOutput=true'))[1]).toMatchObject({ Result: 'Hello Tokyo!' });
  });

  it('answers 500 for a failed instance when asked to', async () => {
    await app.begin('failing', 'f500');
    await app.reaches('f500', 'Failed');
    expect((await app.durable('GET', 'instances/f500')).status).toBe(200);
    const asked = await app.durable('GET', 'instances/f500?returnInternalServerErrorOnFailure=true');
    expect(asked.status).toBe(500);
  });
});

describe('texts of any length', () => {
  it.each([65, 600, 4608])('an output of %s KB comes back whole', async (kilobytes) => {
    await app.begin('large', `large-${kilobytes}`, kilobytes);
    const { output } = await app.reaches(`large-${kilobytes}`, 'Completed', 'Failed');
    expect(output).toHaveLength(kilobytes * 1024);
  });

  it('an input and an activity’s result survive kill -9, and go with a purge', async () => {
    const input = 'C'.repeat(100_000);
    await app.begin('echo', 'large-in', input);
    await app.begin('largeActivity', 'large-act', 700);
    await app.host.advance('PT0S');
    await app.host.restart();
    await app.host.advance('PT1S');
    expect((await app.reaches('large-in', 'Completed')).output).toEqual({ input, id: 'large-in' });
    expect(await app.reaches('large-act', 'Completed')).toMatchObject(completed(700 * 1024));
    expect((await client('purge', 'large-act')).status).toBe(200);
  });
});
