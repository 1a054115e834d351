import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost({ app: 'test/fixtures/http-streaming' });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const at = (path: string, init?: RequestInit) => fetch(`${host.url}/api/${path}`, init);
const MEGABYTE = 1024 * 1024;

/** Sent piece by piece, with no length told before. */
function pieces(count: number): { readonly body: ReadableStream; readonly digest: string } {
  const piece = Buffer.alloc(MEGABYTE, 'ab');
  const hash = createHash('sha256');
  for (let n = 0; n < count; n += 1) hash.update(piece);
  let left = count;
  const body = new ReadableStream({
    pull: (controller) => {
      if (left === 0) controller.close();
      else controller.enqueue(piece);
      left -= 1;
    },
  });
  return { body, digest: hash.digest('hex') };
}

const streamed = (body: ReadableStream) => ({ method: 'POST', body, duplex: 'half' }) as RequestInit;

describe('an ES module app with enableHttpStream', () => {
  it('takes more than the host would hold', async () => {
    const { body, digest } = pieces(130);
    expect(await (await at('digest', streamed(body))).json()).toEqual({ length: 130 * MEGABYTE, digest });
  });

  it('gives back what comes in', async () => {
    const { body, digest } = pieces(20);
    const response = await at('echo', streamed(body));
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
  });

  it('answers while it works, not when it has ended', async () => {
    const response = await at('held');
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('x-kind')).toBe('held');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('first\n');
    // It works until it is told that its beginning came.
    await at('goOn');
    expect((await reader.read()).value).toBe('last\n');
    expect((await reader.read()).done).toBe(true);
  });

  it('sees parameters, query, headers and the address it was asked at', async () => {
    const response = await at('seen/7?a=1&a=2&name=x', { headers: { 'x-custom': 'u' } });
    expect(await response.json()).toEqual({
      // As on Azure: with streams, query parameters stand among the route's.
      params: { id: '7', a: '1,2', name: 'x' },
      all: ['1', '2'],
      custom: 'u',
      url: `${host.url}/api/seen/7?a=1&a=2&name=x`,
    });
  });

  it('answers 204 for nothing, 500 for an error, 404 for no function, and sets cookies', async () => {
    expect((await at('nothing')).status).toBe(204);
    expect((await at('throws')).status).toBe(500);
    expect((await at('nowhere')).status).toBe(404);
    expect((await at('cookie')).headers.getSetCookie()).toEqual(['a=1; Max-Age=5']);
  });

  it('outlives a caller who goes away in the middle', async () => {
    const gone = new AbortController();
    const response = await at('drip?drops=50', { signal: gone.signal });
    await response.body!.getReader().read();
    gone.abort();
    expect((await at('nothing')).status).toBe(204);
  });

  it('says in Date what time it is here', async () => {
    await host.advance('P30D');
    const now = (await host.now()).getTime();
    for (const path of ['/api/nothing', '/api/drip?drops=1']) {
      const response = await fetch(`${host.url}${path}`);
      await response.arrayBuffer();
      const told = Date.parse(response.headers.get('date') ?? '');
      expect(Math.abs(told - now), path).toBeLessThan(10_000);
    }
  });
});
