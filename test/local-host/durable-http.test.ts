import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DurableApp } from '../support/durable-app.js';

let app: DurableApp;
beforeAll(async () => {
  app = await DurableApp.start();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
});

const url = (path: string) => `${app.host.url}/${path}`;

describe('an orchestration’s HTTP call', () => {
  it('carries method, headers and body, and brings back status, headers and content', async () => {
    const headers = { 'x-asked': 'please' };
    await app.begin('callsHttp', 'h1', {
      method: 'POST',
      url: url('tell/it?status=418'),
      body: 'hello',
      headers,
    });
    const { output } = await app.reaches('h1', 'Completed');
    expect(output).toMatchObject({ status: 418, content: 'POST please hello' });
    const { headers: received } = output as { headers: Record<string, string> };
    expect(received['X-Told']).toBe('it');
    expect(Object.keys(received).map((name) => name.toLowerCase())).not.toContain('content-type');
  });

  it('looks again after half a minute as long as the answer is 202', async () => {
    await app.begin('callsHttp', 'h2', { method: 'POST', url: url('slow/h2/2') });
    await app.host.advance('PT40S');
    expect((await app.status('h2')).runtimeStatus).toBe('Running');
    await app.host.advance('PT21S');
    expect((await app.reaches('h2', 'Completed')).output).toMatchObject({
      status: 200,
      content: 'after 2 at GET with ',
    });
  });

  it('looks again when the answer says to', async () => {
    await app.begin('callsHttp', 'h3', { method: 'GET', url: url('slow/h3/1?after=600') });
    await app.host.advance('PT9M30S');
    expect((await app.status('h3')).runtimeStatus).toBe('Running');
    await app.host.advance('PT31S');
    expect((await app.reaches('h3', 'Completed')).output).toMatchObject({ status: 200 });
  });

  it.each([
    ['the same', (path: string) => url(path), 'authorization,cookie,x-asked'],
    ['another', (path: string) => url(path).replace('127.0.0.1', 'localhost'), 'x-asked'],
  ])('shows its credentials to %s origin', async (origin, at, seen) => {
    const key = `secret-${origin.slice(0, 3)}`;
    const headers = { authorization: 'a', cookie: 'b=c', 'x-functions-key': 'd', 'x-asked': 'e' };
    const location = encodeURIComponent(at(`slow/${key}/1`));
    await app.begin('callsHttp', key, {
      ...{ method: 'GET', headers },
      url: url(`slow/${key}/1?after=1&location=${location}`),
    });
    await app.host.advance('PT2S');
    const { output } = await app.reaches(key, 'Completed');
    expect(output).toMatchObject({ content: `after 1 at GET with ${seen}` });
  });

  it('takes the 202 for the answer when it was told not to poll', async () => {
    await app.begin('callsHttp', 'h4', { method: 'GET', url: url('slow/h4/9'), enablePolling: false });
    expect((await app.reaches('h4', 'Completed')).output).toMatchObject({ status: 202 });
  });

  it('is numbered as the SDK numbers it: polling first, then another', async () => {
    await app.begin('callsHttpTwice', 'h5', [url('slow/h5/1?after=1'), url('tell/next')]);
    await app.host.advance('PT2S');
    expect((await app.reaches('h5', 'Completed')).output).toEqual([200, 200]);
  });

  it('can be caught when nobody answers', async () => {
    await app.begin('catchesHttp', 'h6', 'http://127.0.0.1:9/');
    expect((await app.reaches('h6', 'Completed')).output).toBe('caught');
  });

  it('polls on after kill -9', async () => {
    await app.begin('callsHttp', 'h7', { method: 'GET', url: url('slow/h7/1?after=600') });
    await app.host.advance('PT1S');
    await app.host.restart();
    // The other end lives in the same process here, on another port now: what matters is that it is asked.
    await app.host.advance('PT10M');
    const status = await app.reaches('h7', 'Failed', 'Completed');
    expect(status.runtimeStatus).toBe('Failed');
    expect(status.output).toContain('ECONNREFUSED');
  });
});
