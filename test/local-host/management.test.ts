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
const client = (operation: string, id: string, given?: unknown) =>
  app.call('POST', `/client/${operation}/${id}`, given);

describe('rewind', () => {
  it('runs again what failed, and only that', async () => {
    await app.begin('failsThenWorks', 'w1', { key: 'w1', times: 2 });
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      expect((await app.reaches('w1', 'Failed')).output).toContain(`failure ${attempt}`);
      expect((await client('rewind', 'w1', { reason: 'again' })).status).toBe(200);
      await quiet();
    }
    expect(await app.reaches('w1', 'Completed')).toMatchObject(completed({ before: 1, after: 3 }));
  });

  it('goes down to the children that failed', async () => {
    await app.begin('parentOfFailing', 'w2', { key: 'w2', times: 1 });
    await app.reaches('w2', 'Failed');
    await quiet();
    expect((await app.durable('POST', 'instances/w2/rewind?reason=again')).status).toBe(202);
    const { output } = await app.reaches('w2', 'Completed');
    expect(output).toEqual([
      { before: 1, after: 1 },
      { before: 1, after: 2 },
    ]);
  });

  it('is refused for all that has not failed', async () => {
    expect((await app.durable('POST', 'instances/nobody/rewind?reason=x')).status).toBe(404);
    await app.begin('approval', 'w3');
    await app.reaches('w3', 'Running');
    expect((await app.durable('POST', 'instances/w3/rewind?reason=x')).status).toBe(412);
    expect((await client('rewind', 'w3', { reason: 'x' })).body).toContain('only supported on failed');
    await app.durable('POST', 'instances/w3/terminate?reason=x');
    await app.reaches('w3', 'Terminated');
    expect((await app.durable('POST', 'instances/w3/rewind?reason=x')).status).toBe(412);
  });

  it('survives kill -9 right after it was asked for', async () => {
    await app.begin('parentOfFailing', 'w4', { key: 'w4', times: 1 });
    await app.reaches('w4', 'Failed');
    await quiet();
    expect((await app.durable('POST', 'instances/w4/rewind?reason=again')).status).toBe(202);
    await app.host.restart();
    await quiet();
    // Attempts are counted in the process that died: its children fail once more.
    if ((await app.status('w4')).runtimeStatus === 'Failed')
      await app.durable('POST', 'instances/w4/rewind?reason=again');
    expect((await app.reaches('w4', 'Completed')).runtimeStatus).toBe('Completed');
  });
});

describe('terminate', () => {
  it('ends the instance with the reason, its children live on', async () => {
    await app.begin('parent', 't1', { child: 'approval' });
    await quiet();
    const running = (await app.durable('GET', 'instances?runtimeStatus=Running')).body as { name: string }[];
    expect(running.map(({ name }) => name)).toContain('approval');
    await client('terminate', 't1', { reason: 'enough' });
    expect(await app.reaches('t1', 'Terminated')).toMatchObject({ output: 'enough' });
    const after = (await app.durable('GET', 'instances?runtimeStatus=Running')).body as { name: string }[];
    expect(after.filter(({ name }) => name === 'approval')).toHaveLength(
      running.filter(({ name }) => name === 'approval').length,
    );
    expect((await app.durable('POST', 'instances/t1/terminate?reason=again')).status).toBe(410);
    expect((await client('terminate', 't1', { reason: 'again' })).status).toBe(200);
  });
});

describe('suspend and resume', () => {
  it('keep events in order, and refuse what they are already', async () => {
    await app.begin('inOrder', 's1');
    await app.reaches('s1', 'Running');
    expect((await client('suspend', 's1', { reason: 'wait' })).status).toBe(200);
    await app.reaches('s1', 'Suspended');
    expect((await app.durable('POST', 'instances/s1/suspend?reason=x')).status).toBe(500);
    for (const n of [1, 2, 3]) await app.raise('s1', 'Number', n);
    await app.host.restart();
    for (const n of [4, 5]) await app.raise('s1', 'Number', n);
    await quiet();
    expect((await app.status('s1')).runtimeStatus).toBe('Suspended');
    expect((await client('resume', 's1', { reason: 'go' })).status).toBe(200);
    expect(await app.reaches('s1', 'Completed')).toMatchObject(completed([1, 2, 3, 4, 5]));
    expect((await app.durable('POST', 'instances/s1/resume?reason=x')).status).toBe(410);
    await app.begin('approval', 's2');
    await app.reaches('s2', 'Running');
    expect((await app.durable('POST', 'instances/s2/resume?reason=x')).status).toBe(500);
  });

  it('hold timers back', async () => {
    await app.begin('approval', 's3');
    await app.reaches('s3', 'Running');
    await app.durable('POST', 'instances/s3/suspend?reason=x');
    await app.reaches('s3', 'Suspended');
    await app.host.advance('P2D');
    expect((await app.status('s3')).runtimeStatus).toBe('Suspended');
    await app.durable('POST', 'instances/s3/resume?reason=x');
    expect(await app.reaches('s3', 'Completed')).toMatchObject(completed('timed out'));
  });
});

describe('events', () => {
  it('need JSON by its media type', async () => {
    await app.begin('approval', 'e1');
    const send = (body: string, type: string) =>
      fetch(`${app.host.url}/runtime/webhooks/durabletask/instances/e1/raiseEvent/Approval`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
    expect((await send('"yes"', 'text/plain')).status).toBe(400);
    expect((await send('{', 'application/json')).status).toBe(400);
    expect((await send('"yes"', 'application/json; charset=utf-8')).status).toBe(202);
    expect(await app.reaches('e1', 'Completed')).toMatchObject(completed('approved: yes'));
    expect((await client('raise', 'e1', { name: 'Approval' })).status).toBe(200);
    expect((await client('raise', 'nobody', { name: 'Approval' })).status).toBe(400);
  });
});

describe('purge', () => {
  it('takes what has ended, one or by filter', async () => {
    await app.begin('echo', 'p1', 1);
    await app.begin('approval', 'p2');
    await app.reaches('p1', 'Completed');
    await app.reaches('p2', 'Running');
    expect((await client('purge', 'p1')).body).toEqual({ answer: { instancesDeleted: 1 } });
    expect((await client('purge', 'p1')).body).toEqual({ answer: { instancesDeleted: 0 } });
    expect((await client('purge', 'p2')).status).toBe(400);
    expect((await app.durable('DELETE', 'instances/p2')).status).toBe(412);
    expect((await app.durable('DELETE', 'instances?runtimeStatus=Completed')).status).toBe(400);
    const future = new Date((await app.host.now()).getTime() + 1000).toISOString();
    expect((await app.durable('DELETE', `instances?createdTimeFrom=${future}`)).status).toBe(404);
    expect((await client('purgeBy', 'x', { from: future })).body).toEqual({
      answer: { instancesDeleted: 0 },
    });
    await app.begin('echo', 'p3', 1);
    await app.reaches('p3', 'Completed');
    const purged = await client('purgeBy', 'x', { runtimeStatus: ['Completed'] });
    expect((purged.body as { answer: { instancesDeleted: number } }).answer.instancesDeleted).toBeGreaterThan(
      0,
    );
    expect((await app.durable('GET', 'instances/p3')).status).toBe(404);
    expect((await app.status('p2')).runtimeStatus).toBe('Running');
  });
});

describe('starting', () => {
  it('is refused while an instance of that id has not ended', async () => {
    expect(await app.begin('approval', 'taken')).toBe(202);
    expect((await app.durable('POST', 'orchestrators/approval/taken')).status).toBe(409);
    const known = await app.durable('POST', 'orchestrators/noSuchThing/other');
    expect(known).toMatchObject({ status: 400 });
  });

  it.each(['@entity', 'a%2Fb', 'a%5Cb', 'a%23b', 'a%3Fb', 'a%01b', 'x'.repeat(257)])(
    'refuses the id %s',
    async (id) => {
      expect((await app.durable('POST', `orchestrators/echo/${id}`, 1)).status).toBe(400);
    },
  );

  it('and waiting answers with the output, or with where to look', async () => {
    const wait = 'timeout=30&pollingInterval=0.05';
    const done = await app.durable('POST', `orchestrators/fanOut/wait-1?${wait}`, 10);
    expect(done).toMatchObject({ status: 200, body: 90 });
    const failed = await app.durable('POST', `orchestrators/failing/wait-2?${wait}`, 10);
    expect(failed).toMatchObject({ status: 200, body: { runtimeStatus: 'Failed' } });
    const late = await app.durable('POST', 'orchestrators/approval/wait-3?timeout=0.2&pollingInterval=0.1');
    expect(late.status).toBe(202);
    expect(late.headers.get('location')).toContain('/instances/wait-3?');
    const wrong = await app.durable('POST', 'orchestrators/approval/wait-4?timeout=1&pollingInterval=2');
    expect(wrong.status).toBe(400);
  });

  it('and waiting with the SDK does the same', async () => {
    await app.begin('fanOut', 'wait-5', 10);
    const done = await client('wait', 'wait-5', {
      timeoutInMilliseconds: 30_000,
      retryIntervalInMilliseconds: 50,
    });
    expect(done).toMatchObject({ status: 200, body: 90 });
    await app.begin('approval', 'wait-6');
    const late = await client('wait', 'wait-6', {
      timeoutInMilliseconds: 100,
      retryIntervalInMilliseconds: 50,
    });
    expect(late.status).toBe(202);
  });

  it('answers with addresses that all work when followed', async () => {
    const started = await app.call('POST', '/start/approval/links');
    const links = started.body as Record<string, string>;
    const follow = async (link: string, method: string, body?: string) => {
      const address = (links[link] ?? '').replace('{text}', 'why').replace('{eventName}', 'Nothing');
      const headers = { 'content-type': 'application/json' };
      return (await fetch(address, { method, headers, ...(body === undefined ? {} : { body }) })).status;
    };
    await app.reaches('links', 'Running');
    expect(await follow('statusQueryGetUri', 'GET')).toBe(202);
    expect(await follow('sendEventPostUri', 'POST', '1')).toBe(202);
    expect(await follow('suspendPostUri', 'POST')).toBe(202);
    await app.reaches('links', 'Suspended');
    expect(await follow('resumePostUri', 'POST')).toBe(202);
    await app.reaches('links', 'Running');
    expect(await follow('rewindPostUri', 'POST')).toBe(412);
    expect(await follow('purgeHistoryDeleteUri', 'DELETE')).toBe(412);
    expect(await follow('terminatePostUri', 'POST')).toBe(202);
    await app.reaches('links', 'Terminated');
    expect(await follow('restartPostUri', 'POST')).toBe(202);
    expect(await follow('purgeHistoryDeleteUri', 'DELETE')).toBe(200);
    expect(await follow('statusQueryGetUri', 'GET')).toBe(404);
  });

  it('again keeps the input, under a new id or the same', async () => {
    await app.begin('echo', 'again', { a: 1 });
    await app.reaches('again', 'Completed');
    const fresh = await app.durable('POST', 'instances/again/restart');
    expect(fresh.status).toBe(202);
    const { id } = fresh.body as { id: string };
    expect(id).not.toBe('again');
    expect((await app.reaches(id, 'Completed')).output).toMatchObject({ input: { a: 1 }, id });
    const same = await app.durable('POST', 'instances/again/restart?restartWithNewInstanceId=false');
    expect((same.body as { id: string }).id).toBe('again');
    expect((await app.durable('POST', 'instances/nobody/restart')).status).toBe(400);
  });
});
