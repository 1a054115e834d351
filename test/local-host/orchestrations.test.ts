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

describe('orchestrations as people write them', () => {
  it('chain activities, and the status address that the start answers with works when followed', async () => {
    const started = await app.call('POST', '/start/chain/c1');
    expect(started.status).toBe(202);
    const { statusQueryGetUri } = started.body as { statusQueryGetUri: string };
    await app.reaches('c1', 'Completed');
    const status = await (await fetch(statusQueryGetUri)).json();
    expect(status).toMatchObject(completed(['Hello Tokyo!', 'Hello Seattle!', 'Hello London!']));
  });

  it('fan out and in', async () => {
    await app.begin('fanOut', 'f1', 100);
    expect(await app.reaches('f1', 'Completed')).toMatchObject(completed(9900));
  });

  it('retry with growing waits in virtual time', async () => {
    await app.begin('retrying', 'r1', { key: 'r1', times: 3, attempts: 5 });
    await app.host.advance('PT6M30S');
    expect((await app.status('r1')).runtimeStatus).toBe('Running');
    await app.host.advance('PT1M');
    expect(await app.status('r1')).toMatchObject(completed('after 3 failures'));
  });

  it('fail with the last error once the attempts are used up', async () => {
    await app.begin('retrying', 'r2', { key: 'r2', times: 9, attempts: 2 });
    await app.host.advance('PT2M');
    const status = await app.status('r2');
    expect(status.runtimeStatus).toBe('Failed');
    expect(status.output).toContain("Activity function 'flaky' failed: failure 2");
  });

  it('wait for somebody, or for a day', async () => {
    await app.begin('approval', 'a1');
    await app.begin('approval', 'a2');
    await app.reaches('a1', 'Running');
    expect(await app.raise('a1', 'Approval', 'yes')).toBe(202);
    expect(await app.reaches('a1', 'Completed')).toMatchObject(completed('approved: yes'));
    await app.host.advance('P1DT1M');
    expect(await app.status('a2')).toMatchObject(completed('timed out'));
  });

  it('call others, and catch their failures', async () => {
    await app.begin('parent', 'p1', { child: 'chain' });
    await app.begin('parent', 'p2', { child: 'failing' });
    expect((await app.reaches('p1', 'Completed')).output).toHaveLength(3);
    expect((await app.reaches('p2', 'Completed')).output).toContain('on purpose');
  });

  it('begin anew again and again', async () => {
    await app.begin('counting', 'n1', 1);
    await app.reaches('n1', 'Running');
    expect((await app.status('n1')).customStatus).toEqual({ n: 1 });
    await app.host.advance('PT30M');
    expect(await app.status('n1')).toMatchObject({ ...completed(20), input: 20, customStatus: { n: 20 } });
  });

  it('take events in order, also those that come before anybody waits', async () => {
    await app.begin('inOrder', 'o1');
    for (const n of [1, 2, 3, 4, 5]) expect(await app.raise('o1', 'Number', n)).toBe(202);
    expect(await app.reaches('o1', 'Completed')).toMatchObject(completed([1, 2, 3, 4, 5]));
  });
});

describe('what the extension does, we do', () => {
  it('a long timer hops and fires on the day', async () => {
    await app.begin('longTimer', 'l1');
    await app.host.advance('P29D');
    expect((await app.status('l1')).runtimeStatus).toBe('Running');
    await app.host.advance('P1DT1M');
    expect(await app.status('l1')).toMatchObject(completed('fired'));
  });

  it.each([
    ['P1D', 'Completed'],
    ['P7D', 'Failed'],
  ])('a long timer cancelled after %s: %s', async (wait, expected) => {
    const id = `cancel-${wait}`;
    await app.begin('cancelledLongTimer', id);
    await app.host.advance(wait);
    await app.raise(id, 'Stop');
    const status = await app.reaches(id, 'Completed', 'Failed');
    expect(status.runtimeStatus).toBe(expected);
    if (expected === 'Failed') expect(status.output).toContain('Non-Deterministic workflow detected');
  });

  it.each([
    ['never', undefined, 'waited'],
    ['after one day', 'P1D', 'stopped'],
    ['after seven days', 'P7D', 'stopped'],
  ])('the loop of short timers is safe to stop %s', async (_, wait, expected) => {
    const id = `safe-${wait ?? 'never'}`;
    await app.begin('safeWait', id);
    await app.host.advance(wait ?? 'P31D');
    if (wait !== undefined) await app.raise(id, 'Stop');
    expect(await app.reaches(id, 'Completed', 'Failed')).toMatchObject(completed(expected));
  });

  it('an open timer keeps a returned orchestration running, and its id taken', async () => {
    await app.begin('leftOpenTimer', 't1');
    await app.raise('t1', 'Stop');
    await app.host.advance('P4D');
    expect((await app.status('t1')).runtimeStatus).toBe('Running');
    expect((await app.durable('POST', 'orchestrators/leftOpenTimer/t1')).status).toBe(409);
    await app.host.advance('P1DT1M');
    expect(await app.status('t1')).toMatchObject(completed('returned'));
    expect((await app.durable('POST', 'orchestrators/leftOpenTimer/t1')).status).toBe(202);
  });

  it('a retry timeout leaves the instance hanging', async () => {
    await app.begin('hangingRetry', 'h1');
    await app.host.advance('P1D');
    expect((await app.status('h1')).runtimeStatus).toBe('Running');
  });

  it('code that changed under an instance fails it', async () => {
    await app.begin('changing', 'x1');
    const status = await app.reaches('x1', 'Failed');
    expect(status.output).toContain('Non-Deterministic workflow detected');
  });

  it('an error thrown is the output of a failed instance', async () => {
    await app.begin('failing', 'e1');
    expect((await app.reaches('e1', 'Failed')).output).toBe(
      "Orchestrator function 'failing' failed: on purpose",
    );
  });

  it('an input is what it was, and an empty one is an empty text', async () => {
    await app.begin('echo', 'i1', { a: [1, 'ü', null] });
    expect(await app.reaches('i1', 'Completed')).toMatchObject(
      completed({ input: { a: [1, 'ü', null] }, id: 'i1' }),
    );
  });
});

describe('the endpoints', () => {
  it('answer for ids that are not there, not over, or over', async () => {
    expect((await app.durable('GET', 'instances/nobody')).status).toBe(404);
    expect(await app.raise('nobody', 'x')).toBe(404);
    expect((await app.durable('DELETE', 'instances/nobody')).status).toBe(404);
    await app.begin('approval', 's1');
    await app.reaches('s1', 'Running');
    expect((await app.durable('DELETE', 'instances/s1')).status).toBe(412);
    expect((await app.durable('POST', 'instances/s1/terminate?reason=enough')).status).toBe(202);
    expect(await app.reaches('s1', 'Terminated')).toMatchObject({ output: 'enough' });
    expect(await app.raise('s1', 'Approval')).toBe(410);
    expect(await app.durable('DELETE', 'instances/s1')).toMatchObject({
      status: 200,
      body: { instancesDeleted: 1 },
    });
    expect((await app.durable('GET', 'instances/s1')).status).toBe(404);
    expect((await app.durable('POST', 'orchestrators/noSuchThing')).status).toBe(400);
    expect((await app.durable('POST', 'orchestrators/echo/@entity')).status).toBe(400);
  });

  it('suspend and resume', async () => {
    await app.begin('approval', 's2');
    await app.reaches('s2', 'Running');
    await app.durable('POST', 'instances/s2/suspend?reason=wait');
    await app.reaches('s2', 'Suspended');
    await app.raise('s2', 'Approval', 'later');
    await app.host.advance('PT1S');
    expect((await app.status('s2')).runtimeStatus).toBe('Suspended');
    await app.durable('POST', 'instances/s2/resume?reason=go');
    expect(await app.reaches('s2', 'Completed')).toMatchObject(completed('approved: later'));
  });

  it('list by status, page by page', async () => {
    for (let n = 0; n < 12; n += 1) await app.begin('approval', `page-${n}`);
    const seen: string[] = [];
    let token = '';
    do {
      const response = await fetch(
        `${app.host.url}/runtime/webhooks/durabletask/instances?runtimeStatus=Running,Pending&top=5`,
        { headers: token === '' ? {} : { 'x-ms-continuation-token': token } },
      );
      const page = (await response.json()) as { instanceId: string }[];
      expect(page.length).toBeLessThanOrEqual(5);
      seen.push(...page.map(({ instanceId }) => instanceId));
      token = response.headers.get('x-ms-continuation-token') ?? '';
    } while (token !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => id.startsWith('page-'))).toHaveLength(12);
  });
});

describe('kill -9', () => {
  it('in the middle of chains, fan-outs and parents with children: every one ends right', async () => {
    const said = ['Hello Tokyo!', 'Hello Seattle!', 'Hello London!'];
    const flows = [
      { name: 'chain', input: undefined, output: said },
      { name: 'fanOut', input: 30, output: 870 },
      { name: 'parent', input: { child: 'chain' }, output: said },
    ];
    const started: { id: string; output: unknown }[] = [];
    for (let n = 0; n < 12; n += 1) {
      const { input, name, output } = flows[n % flows.length]!;
      started.push({ id: `kill-${n}`, output });
      await app.begin(name, `kill-${n}`, input);
      if (n % 2 === 1) await app.host.restart();
    }
    for (const { id, output } of started) {
      expect(await app.reaches(id, 'Completed')).toMatchObject(completed(output));
    }
  });

  it('waiting instances go on, timers due meanwhile fire', async () => {
    await app.begin('longTimer', 'kill-long');
    await app.host.advance('P10D');
    await app.host.restart();
    await app.host.advance('P20DT1M');
    expect(await app.status('kill-long')).toMatchObject(completed('fired'));
  });
});
