import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost, type LocalHost } from '../support/start-host.js';

let host: LocalHost;
beforeAll(async () => {
  host = await startHost({ app: 'test/fixtures/http-features' });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const at = (path: string, init?: RequestInit) => fetch(`${host.url}/api/${path}`, init);
const seen = async (path: string, init?: RequestInit) => {
  const response = await at(path, init);
  return response.status === 200 ? ((await response.json()) as Record<string, unknown>) : response.status;
};

describe('a request reaches the function it is for', () => {
  it.each([
    ['optional/a/b', { name: 'optional', params: { first: 'a', second: 'b' } }],
    ['optional/a', { name: 'optional', params: { first: 'a' } }],
    ['optional', 404],
    ['fallback', { name: 'fallback', params: { name: 'nobody' } }],
    ['files/a/b%20c/d.txt', { name: 'rest', params: { path: 'a/b c/d.txt' } }],
    ['items/42', { name: 'number', params: { id: '42' } }],
    ['items/abc', { name: 'word', params: { name: 'abc' } }],
    ['ITEMS/SPECIAL', { name: 'literal' }],
    ['items/4x', 404],
    ['guids/6f9619ff-8b86-d011-b42d-00cf4fc964ff', { name: 'guid' }],
    ['guids/no', 404],
    ['optional/%C3%BC?a=1&a=2&b=x%20y', { params: { first: 'ü' } }],
  ])('%s', async (path, expected) => {
    const found = await seen(path);
    if (typeof expected === 'number') expect(found).toBe(expected);
    else expect(found).toMatchObject(expected);
  });

  it('with its query; values of one name come joined, as the real host joins them', async () => {
    const found = (await seen('items/special?a=1&a=2&b=x%20y&empty=')) as { query: unknown };
    expect(found.query).toEqual([
      ['a', '1,2'],
      ['b', 'x y'],
      ['empty', ''],
    ]);
  });

  it('only by the methods it has; others are not found', async () => {
    expect((await at('onlyPut')).status).toBe(404);
    expect((await at('onlyPut', { method: 'PUT' })).status).toBe(200);
    for (const method of ['GET', 'OPTIONS', 'DELETE'])
      expect(await (await at('many', { method })).text()).toBe(method);
    const head = await at('many', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '4', '']);
    expect((await at('many', { method: 'POST', body: 'x' })).status).toBe(404);
  });

  it('with its headers, in lower case and joined', async () => {
    expect(await rawHeaders()).toMatchObject({ 'x-one': 'a, b', accept: 'x/y' });
  });

  it('with bytes, whole', async () => {
    const body = Uint8Array.from({ length: 70_000 }, (_, n) => n % 251);
    const answered = new Uint8Array(await (await at('bytes', { method: 'POST', body })).arrayBuffer());
    expect(Buffer.from(answered).equals(Buffer.from(body).reverse())).toBe(true);
  });

  it('with forms, of both kinds', async () => {
    const plain = new URLSearchParams({ name: 'Ada L.' });
    expect(await seen('form', { method: 'POST', body: plain })).toEqual({ name: 'Ada L.', file: null });
    const parts = new FormData();
    parts.set('name', 'Ada');
    parts.set('file', new Blob(['content']), 'a.txt');
    expect(await seen('form', { method: 'POST', body: parts })).toEqual({
      name: 'Ada',
      file: ['a.txt', 'content'],
    });
  });

  it('with a context: names, options and the trace of whoever asks', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(await seen('context', { headers: { traceparent } })).toMatchObject({
      functionName: 'context',
      invocationId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      type: 'httpTrigger',
      authLevel: 'anonymous',
      traceContext: { traceParent: traceparent },
    });
    expect(await seen('context')).toMatchObject({
      traceContext: { traceParent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/) as string },
    });
  });
});

describe('what a function answers goes out', () => {
  it('status, headers and body; nothing is 204', async () => {
    const teapot = await at('teapot');
    expect([teapot.status, teapot.headers.get('x-pot'), await teapot.text()]).toEqual([
      418,
      'short',
      'stout',
    ]);
    const nothing = await at('nothing');
    expect([nothing.status, nothing.headers.get('content-length')]).toEqual([204, null]);
    const jsonAnswer = await at('json');
    expect(jsonAnswer.headers.get('content-type')).toBe('application/json');
    expect(await jsonAnswer.json()).toEqual({ a: [1, null] });
  });

  it('cookies, one header each', async () => {
    expect((await at('cookies')).headers.getSetCookie()).toEqual([
      'plain=a%20b; path=/',
      'full=1; max-age=60; domain=x.test; path=/p; secure; httponly',
      'lax=1; expires=Fri, 02 Jan 1970 00:00:00 GMT; path=/; samesite=lax',
      'none=1; path=/; samesite=none',
    ]);
  });

  it('an error is 500 without a word to the caller, and told in the log', async () => {
    for (const path of ['throws', 'notAnObject']) {
      const response = await at(path);
      expect([response.status, await response.text()]).toEqual([500, '']);
    }
    await expect.poll(() => host.logs).toContain('thrown on purpose');
  });

  it('an error nobody waited for does not end the host', async () => {
    expect(await (await at('later')).text()).toBe('answered');
    await expect.poll(() => host.logs).toContain('thrown after the answer');
    expect((await at('json')).status).toBe(200);
  });

  it('to pages of the origins in local.settings.json', async () => {
    const origin = 'https://page.example';
    const allowed = await at('json', { headers: { origin } });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    const other = await at('json', { headers: { origin: 'https://other.example' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    const preflight = await at('onlyPut', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-a' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-a');
  });
});

describe('hooks', () => {
  it('see and change inputs, function, result and error, and may not replace what is theirs to share', async () => {
    expect(await seen('hooked')).toMatchObject({
      second: 'second input',
      after: { error: null, data: { before: 1 } },
      refused: ["Cannot assign to read only property 'hookData'"],
    });
    expect(await (await at('rescued')).text()).toBe('rescued');
    await expect.poll(() => host.logs).toContain('the app starts');
  });
});

describe('logs', () => {
  it('carry the level and the function, by the levels of host.json', async () => {
    await at('logs');
    await at('quiet');
    await expect.poll(() => host.logs).toContain('said at error');
    expect(host.logs).toMatch(/warning +Function\.logs\.User said at warn \{ with: 'more' \}/);
    expect(host.logs).toContain('said at info');
    expect(host.logs).not.toContain('said at trace');
    expect(host.logs).not.toContain('never heard');
  });
});

describe('time', () => {
  it('says in Date what time it is here', async () => {
    await host.advance('P30D');
    const now = (await host.now()).getTime();
    for (const path of ['/api/json', '/api/throws', '/nowhere', '/local/clock', '/']) {
      const response = await fetch(`${host.url}${path}`);
      await response.arrayBuffer();
      const told = Date.parse(response.headers.get('date') ?? '');
      expect(Math.abs(told - now), path).toBeLessThan(10_000);
    }
  });
});

/** `fetch` joins repeated headers itself. */
function rawHeaders(): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(
      `${host.url}/api/headers`,
      { headers: { 'X-One': ['a', 'b'], Accept: 'x/y' } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => {
          resolve(JSON.parse(text) as Record<string, unknown>);
        });
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}
