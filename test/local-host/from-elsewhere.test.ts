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

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Past `fetch`, which lets nobody say what a browser would. */
function statusOf({ headers = {}, method = 'POST', path = '/local/clock' }: Sent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, host.url), { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    request.once('error', reject);
    request.end(method === 'POST' ? '{"advance":"PT0S"}' : undefined);
  });
}

const own = (): string => new URL(host.url).host;

describe('the host’s own endpoints', () => {
  it.each([
    ['a program', {}],
    ['the drawer', { 'sec-fetch-site': 'same-origin' }],
    ['somebody at the address bar', { 'sec-fetch-site': 'none' }],
    ['another name of this machine', { host: 'localhost:7071' }],
    ['a container', { host: 'host.docker.internal:7071' }],
    ['IPv6', { host: '[::1]:7071' }],
  ])('answer to %s', async (_, headers) => {
    expect(await statusOf({ headers })).toBe(200);
  });

  it('and to a browser that says only its origin', async () => {
    expect(await statusOf({ headers: { origin: host.url, host: own() } })).toBe(200);
  });

  it.each([
    ['of another site', { 'sec-fetch-site': 'cross-site' }],
    ['at another port', { 'sec-fetch-site': 'same-site' }],
    ['of another origin, in an old browser', { origin: 'https://example.org' }],
    ['whose name leads to this machine', { host: 'rebound.example.org:7071' }],
  ])('do not let time be moved by a page %s', async (_, headers) => {
    expect(await statusOf({ headers })).toBe(403);
    expect(await statusOf({ headers, path: '/admin/functions/optional' })).toBe(403);
  });

  it('show nothing to a page whose name leads to this machine', async () => {
    const headers = { host: 'rebound.example.org:7071' };
    expect(await statusOf({ method: 'GET', path: '/local/outbox', headers })).toBe(403);
  });
});
