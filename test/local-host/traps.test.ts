import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readResult } from '../../local/durable-host/actions.js';
import { EventType, type HistoryEvent } from '../../local/durable-host/history.js';
import { gather } from '../../local/durable-host/inbox.js';
import type { InstanceState } from '../../local/durable-host/instance.js';
import { replay } from '../../local/durable-host/replay.js';
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

describe('as on the real host', () => {
  it('an event between two waits is swallowed by the waiter that was left behind', async () => {
    await app.begin('swallows', 'sw');
    await app.host.advance('PT10S');
    await app.raise('sw', 'Ping', 'lost');
    await app.host.advance('PT2M');
    expect((await app.status('sw')).runtimeStatus).toBe('Running');
    await app.raise('sw', 'Ping', 'heard');
    expect(await app.reaches('sw', 'Completed')).toMatchObject(completed({ value: 'heard', first: true }));
  });

  it('an error without words leaves the instance running', async () => {
    await app.begin('emptyError', 'ee');
    await app.host.advance('PT1M');
    expect((await app.status('ee')).runtimeStatus).toBe('Running');
  });

  it('a timer in the past fires in the next turn', async () => {
    await app.begin('timerInThePast', 'past');
    expect(await app.reaches('past', 'Completed')).toMatchObject(completed(true));
  });

  it('a start without input gives an empty text, null stays null', async () => {
    await client('start', 'in-1', { name: 'inputAsItIs' });
    expect(await app.reaches('in-1', 'Completed')).toMatchObject(completed({ input: '', type: 'string' }));
    await client('start', 'in-2', { name: 'inputAsItIs', input: null });
    expect(await app.reaches('in-2', 'Completed')).toMatchObject(completed({ type: 'object' }));
    await client('start', 'in-3', { name: 'inputAsItIs', input: [0, { Timestamp: 'x' }] });
    expect((await app.reaches('in-3', 'Completed')).output).toMatchObject({ type: 'object' });
  });

  it('an event named like a number completes the activity of that number', async () => {
    await app.begin('forged', 'forged');
    await app.reaches('forged', 'Running');
    await app.raise('forged', '0', 'not from the activity');
    expect((await app.call('GET', '/letGo')).status).toBe(200);
    expect((await app.reaches('forged', 'Completed')).output).toBe('not from the activity');
  });

  it('after the last attempt there is one more timer, and it takes no time', async () => {
    await app.begin('retriesThenGoesOn', 'retries');
    await app.host.advance('PT1S');
    const status = await app.reaches('retries', 'Completed');
    expect(status).toMatchObject({ output: { next: 'Hello again!' } });
    const { body } = await app.durable('GET', 'instances/retries?showHistory=true');
    const { historyEvents } = body as { historyEvents: { EventType: string }[] };
    expect(historyEvents.filter(({ EventType: type }) => type === 'TimerCreated')).toHaveLength(2);
  });

  it('an activity that does not exist is waited for in vain', async () => {
    await app.begin('callsMissing', 'missing');
    await app.host.advance('PT1M');
    expect((await app.status('missing')).runtimeStatus).toBe('Running');
  });

  it('functions are found whatever the case of their name', async () => {
    await app.begin('callsInOtherCase', 'case-1');
    expect(await app.reaches('case-1', 'Completed')).toMatchObject(completed('Hello you!'));
    expect((await app.durable('POST', 'orchestrators/ECHO/case-2', 1)).status).toBe(202);
    expect((await app.reaches('case-2', 'Completed')).name).toBe('echo');
  });

  it('an event in another case wakes the extension but not the orchestrator', async () => {
    await app.begin('approval', 'name-case');
    await app.reaches('name-case', 'Running');
    expect(await app.raise('name-case', 'APPROVAL', 'yes')).toBe(202);
    await app.host.advance('PT1M');
    expect((await app.status('name-case')).runtimeStatus).toBe('Running');
  });

  it('an open timer keeps an orchestration from continuing as new', async () => {
    await app.begin('renewsWithOpenTimer', 'renews', 0);
    await app.host.advance('PT1S');
    await app.raise('renews', 'Go');
    await app.host.advance('PT1H');
    expect(await app.status('renews')).toMatchObject({ runtimeStatus: 'Running', input: 0 });
    await app.host.advance('P1D');
    expect(await app.status('renews')).toMatchObject({ runtimeStatus: 'Running', input: 1 });
  });

  it('a child’s failure says what the child’s output says', async () => {
    await app.begin('childFails', 'cf');
    const { output } = await app.reaches('cf', 'Completed');
    expect(output).toMatch(/^Orchestrator function 'failing' failed: on purpose \n /);
  });

  it('raising an event on what has ended resolves in silence', async () => {
    await app.begin('echo', 'gone');
    await app.reaches('gone', 'Completed');
    expect(await app.raise('gone', 'Any')).toBe(410);
    expect((await client('raise', 'gone', { name: 'Any', data: 1 })).status).toBe(200);
  });
});

describe('an instance that no host of its version runs', () => {
  it('is Pending, takes events, and goes on when one comes', async () => {
    await using rejecting = await DurableApp.start('test/fixtures/durable-rejecting');
    const given = { name: 'inOrder', version: '3.0' };
    expect((await rejecting.call('POST', '/client/start/newer', given)).status).toBe(200);
    for (const n of [1, 2, 3, 4, 5]) expect(await rejecting.raise('newer', 'Number', n)).toBe(202);
    await rejecting.host.advance('PT0S');
    expect((await rejecting.status('newer')).runtimeStatus).toBe('Pending');
    expect((await rejecting.durable('POST', 'instances/newer/suspend?reason=x')).status).toBe(202);
    await using next = await DurableApp.startOn(rejecting.host, 'test/fixtures/durable-samples');
    await next.reaches('newer', 'Suspended');
    await next.host.advance('PT1S');
    expect((await next.durable('POST', 'instances/newer/resume?reason=x')).status).toBe(202);
    expect(await next.reaches('newer', 'Completed')).toMatchObject(completed([1, 2, 3, 4, 5]));
  });
});

const at = (EventType: HistoryEvent['EventType'], more: Partial<HistoryEvent> = {}): HistoryEvent => ({
  EventType,
  EventId: -1,
  Timestamp: '2026-01-01T00:00:00.000Z',
  ...more,
});

describe('replay', () => {
  const rules = {
    longestTimer: 6 * 86_400_000,
    timerHop: 3 * 86_400_000,
    httpSleep: 30_000,
    whyMissing: () => undefined,
  };
  const activity = (functionName: string) => ({ actionType: 0, functionName, input: 'null' });
  const timer = { actionType: 5, fireAt: '2026-01-01T01:00:00.000Z', isCanceled: false };

  it('passes over a timer that is said to have fired twice', () => {
    const actions = [[timer, activity('a'), activity('b')]];
    const fired = at(EventType.TimerFired, { TimerId: 0, FireAt: timer.fireAt });
    const history = [
      at(EventType.OrchestratorStarted),
      at(EventType.ExecutionStarted, { Name: 'x' }),
      at(EventType.TimerCreated, { EventId: 0, FireAt: timer.fireAt }),
      at(EventType.OrchestratorStarted),
      fired,
      fired,
    ];
    const { scheduled } = replay(readResult({ isDone: false, actions }), history, rules);
    expect(scheduled).toEqual([{ id: 1, kind: 'activity', name: 'a', input: 'null' }]);
  });

  it('an event to an instance that has yet to start comes after the start', () => {
    const state: InstanceState = {
      instanceId: 'i',
      executionId: 'e',
      generation: 1,
      name: 'x',
      version: null,
      status: 'Pending',
      input: null,
      output: null,
      customStatus: null,
      createdAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-01T00:00:00.000Z',
      parent: null,
      turns: 0,
      due: null,
      busy: true,
    };
    const event = at(EventType.EventRaised, { Name: 'Early', Input: '1' });
    const inbox = [{ rowKey: 'in:1', message: { event }, extraRows: [] }];
    const { events } = gather({ state, etag: '', history: [], inline: true, inbox, outbox: [] }, [], 0);
    expect(events.map(({ EventType: type }) => type)).toEqual([
      EventType.ExecutionStarted,
      EventType.EventRaised,
    ]);
  });
});
