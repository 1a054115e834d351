import { randomUUID } from 'node:crypto';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBrowsedHost } from '../support/browsed-host.js';

const PAGE =
  '<!doctype html><html lang="en"><head><title>Page</title><script type="module" src="/assets/index-Ab3_-xYz.js"></script></head><body></body></html>';
const SCRIPT = "document.title = (await (await fetch('/api/health')).json()).status;\n";

const app = join(tmpdir(), `security-info-app-${randomUUID()}`);
// Before the host that runs it starts, and after it has ended.
beforeAll(async () => {
  for (const name of [
    'package.json',
    'host.json',
    'local.settings.sample.json',
    'dist/src',
    'dist/functions',
  ])
    await cp(name, join(app, name), { recursive: true });
  await symlink(resolve('node_modules'), join(app, 'node_modules'));
  await mkdir(join(app, 'dist/web/assets'), { recursive: true });
  await writeFile(join(app, 'dist/web/index.html'), PAGE);
  await writeFile(join(app, 'dist/web/assets/index-Ab3_-xYz.js'), SCRIPT);
  await writeFile(join(app, 'dist/web/assets/index-Ab3_-xYz.js.br'), brotliCompressSync(SCRIPT));
});
afterAll(() => rm(app, { recursive: true }));

const { browser, host } = useBrowsedHost({ app });

interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** As it goes over the wire: the path is not tidied, nothing is decompressed. */
function raw(path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Got> {
  return new Promise((done, fail) => {
    const { hostname, port } = new URL(host.url);
    request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        done({ status: response.statusCode, headers: response.headers, body });
      });
    })
      .on('error', fail)
      .end();
  });
}

const codeOf = ({ body }: Got) => (JSON.parse(body) as { code: string }).code;

describe('the page, from the origin of the API', () => {
  it('is at the root, and the API where it always was', async () => {
    const page = await raw('/');
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const [, marks] = /^<!doctype html><html( data-local=""[^>]*) lang="en">/.exec(page.body) ?? [];
    expect(page.body.replace(marks ?? '', '')).toBe(PAGE);
    expect(marks).toContain('data-protection-days="30"');
    expect((await raw('/?lang=de')).status).toBe(200);
    expect((await raw('/api/health')).status).toBe(200);
    const wrong = await raw('/api/nope');
    expect([wrong.status, codeOf(wrong)]).toEqual([404, 'not-found']);
    expect((await raw('/api')).status).toBe(404);
    for (const outside of ['/health', '/nope', '/index.html', '/accounts'])
      expect([outside, (await raw(outside)).status, (await raw(outside)).body]).toEqual([outside, 404, '']);
    expect((await raw('/admin/host/ping')).status).toBe(200);
    expect((await raw('/runtime/webhooks/durabletask/instances/none')).status).toBe(404);
  });

  it('is behind the links of notices, too', async () => {
    const page = await raw('/');
    for (const link of ['cancel-protection', 'repudiate-password', 'undo-removal']) {
      const answer = await raw(`/api/links/${link}`);
      expect([link, answer.status, answer.body]).toEqual([link, 200, page.body]);
      expect(answer.headers['content-security-policy']).toBe(page.headers['content-security-policy']);
    }
    const other = await raw('/api/links/other');
    expect([other.status, codeOf(other)]).toEqual([404, 'not-found']);
    const posted = await raw('/api/links/undo-removal', 'POST');
    expect([posted.status, posted.headers.allow]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('HEAD has the same headers and no body', async () => {
    const [got, head] = [await raw('/'), await raw('/', 'HEAD')];
    expect([head.status, head.body]).toEqual([200, '']);
    for (const name of ['etag', 'content-type', 'content-length', 'content-security-policy', 'vary'])
      expect([name, head.headers[name]]).toEqual([name, got.headers[name]]);
    const known = await raw('/', 'GET', { 'if-none-match': String(got.headers.etag) });
    expect([known.status, known.body]).toEqual([304, '']);
  });

  it('what it loads is compressed and stays inside its folder', async () => {
    const script = await raw('/assets/index-Ab3_-xYz.js', 'GET', { 'accept-encoding': 'gzip, br' });
    expect([script.status, script.headers['content-encoding']]).toEqual([200, 'br']);
    expect((await raw('/assets/index-Ab3_-xYz.js')).body).toBe(SCRIPT);
    for (const path of [
      '/assets/x.js',
      '/assets/..%2fhost.json',
      '/assets/..%2findex.html',
      '/assets/..%2f..%2f..%2fhost.json',
      '/assets/%2e%2e',
      '/assets/..%5cindex.html',
      '/assets/%00',
    ]) {
      const answer = await raw(path);
      expect([path, answer.status, codeOf(answer)]).toEqual([path, 404, 'not-found']);
    }
    for (const path of ['/assets/../host.json', '/assets/', '/assets/../../host.json'])
      expect([path, (await raw(path)).status]).toEqual([path, 404]);
  });

  it('other methods are told which ones there are', async () => {
    for (const path of ['/', '/assets/index-Ab3_-xYz.js']) {
      const answer = await raw(path, 'POST');
      expect([answer.status, codeOf(answer), answer.headers.allow]).toEqual([
        405,
        'method-not-allowed',
        'GET, HEAD, OPTIONS',
      ]);
    }
    expect((await raw('/', 'OPTIONS')).status).toBe(204);
  });

  it('runs its script under its policy, and the browser finds nothing to complain of', async () => {
    const page = await browser().newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await page.goto(host.url);
    await expect.poll(() => page.title()).toBe('ok');
    const inline =
      "document.body.append(Object.assign(document.createElement('style'), {textContent: 'p{}'}))";
    // The icon that every browser asks for by itself is not there, and says so.
    expect(said.filter((text) => !text.includes('404'))).toEqual([]);
    await page.evaluate(inline);
    await expect.poll(() => said.join()).toContain('Content Security Policy');
    expect(await page.context().cookies()).toEqual([]);
  });
});
