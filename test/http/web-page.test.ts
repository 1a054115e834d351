import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { HttpRequest, InvocationContext, type HttpHandler } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWebFiles } from '../../src/adapters/web-files/folder-web-files.js';
import { webPage } from '../../src/http/web-page.js';

const PAGE = '<!doctype html>\n<html lang="en"><head></head><body>page &lt;html lang&gt;</body></html>';
const SCRIPT = 'export const much = 1;\n'.repeat(50);
const ASSET = 'index-Ab3_-xYz.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'security-info-web-'));
  await build('web');
});
afterAll(() => rm(root, { recursive: true }));

async function build(folder: string): Promise<void> {
  const at = (name: string) => join(root, folder, name);
  await mkdir(at('assets'), { recursive: true });
  await writeFile(join(root, 'host.json'), '{}');
  for (const [name, text] of [
    ['index.html', PAGE],
    [`assets/${ASSET}`, SCRIPT],
  ] as const) {
    await writeFile(at(name), text);
    await writeFile(at(`${name}.br`), brotliCompressSync(text));
    await writeFile(at(`${name}.gz`), gzipSync(text));
  }
  await writeFile(at('assets/logo-12345678.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
}

const webOf = (isDevelopment: boolean, folder = 'web') => {
  const files = createWebFiles(
    pathToFileURL(`${join(root, folder)}/`),
    isDevelopment ? { local: '', days: '30' } : {},
  );
  return webPage(() => ({ files, isDevelopment }));
};

interface Asked {
  readonly method?: string;
  readonly file?: string;
  readonly headers?: Record<string, string>;
}

async function ask(handler: HttpHandler, { file, headers = {}, method = 'GET' }: Asked = {}) {
  const request = new HttpRequest({
    method,
    url: 'http://localhost/',
    headers,
    ...(file === undefined ? {} : { params: { file } }),
  });
  const logged: string[] = [];
  const context = new InvocationContext({
    functionName: 'showPage',
    logHandler: (_, ...args) => logged.push(args.join(' ')),
  });
  const answer = (await handler(request, context)) as {
    status: number;
    headers: Record<string, string>;
    body?: Uint8Array | string;
  };
  return { ...answer, text: Buffer.from(answer.body ?? '').toString(), logged: logged.join('\n') };
}

const production = () => webOf(false);

describe('content coding', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, br;q=0', 'gzip'],
    ['GZIP', 'gzip'],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['br;q=0, *', 'gzip'],
    ['identity', undefined],
    ['brotli', undefined],
    ['', undefined],
    ['br;q=x', undefined],
  ])('of "%s" is %s, for the page and what it loads', async (accepted, coding) => {
    const { asset, page } = production();
    for (const [handler, text] of [
      [page.handler, PAGE],
      [asset.handler, SCRIPT],
    ] as const) {
      const answer = await ask(handler, { file: ASSET, headers: { 'accept-encoding': accepted } });
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({ Vary: 'Accept-Encoding' });
      expect(answer.headers['Content-Encoding']).toBe(coding);
      const bytes = Buffer.from(answer.body ?? '');
      const plain =
        coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes;
      expect(plain.toString()).toBe(text);
    }
  });

  it('what was not compressed is sent as it is', async () => {
    const answer = await ask(production().asset.handler, {
      file: 'logo-12345678.svg',
      headers: { 'accept-encoding': 'br, gzip' },
    });
    expect(answer.headers['Content-Encoding']).toBeUndefined();
    expect(answer.headers['Content-Type']).toBe('image/svg+xml; charset=utf-8');
  });
});

describe('the page', () => {
  it('is asked for again each time, and sent only when it changed', async () => {
    const { handler } = production().page;
    const br = { 'accept-encoding': 'br' };
    const first = await ask(handler, { headers: br });
    expect(first.headers['Cache-Control']).toBe('no-cache');
    const etag = first.headers['ETag'] ?? '';
    expect(etag).toMatch(/^"[\w-]+"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask(handler, { headers: { ...br, 'if-none-match': known } });
      expect(again).toMatchObject({ status: 304, text: '' });
      expect(again.headers).toMatchObject({
        ETag: etag,
        Vary: 'Accept-Encoding',
        'Cache-Control': 'no-cache',
      });
    }
    // A tag is of one coding.
    expect((await ask(handler, { headers: { 'if-none-match': etag } })).status).toBe(200);
    expect((await ask(handler, { headers: { ...br, 'if-none-match': '"x"' } })).status).toBe(200);
    expect((await ask(webOf(true).page.handler, { headers: br })).headers['ETag']).not.toBe(etag);
  });

  it('lets in nothing from elsewhere', async () => {
    const { headers, text } = await ask(production().page.handler);
    expect(text).toBe(PAGE);
    expect(headers).toMatchObject({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    });
    expect(headers['Permissions-Policy']).toMatch(
      /^otp-credentials=\(self\), .*camera=\(\).*geolocation=\(\)/,
    );
    expect(headers).not.toHaveProperty('Set-Cookie');
  });

  it('may ask a provider that signs people in, and nobody else', async () => {
    const files = createWebFiles(pathToFileURL(`${join(root, 'web')}/`), {});
    const { page } = webPage(() => ({
      files,
      isDevelopment: false,
      providerOrigin: 'https://login.example',
    }));
    const policy = (await ask(page.handler)).headers['Content-Security-Policy'];
    expect(policy).toContain("; connect-src 'self' https://login.example; ");
    expect(policy?.match(/login\.example/g)).toHaveLength(1);
  });

  it('is marked, in every coding; in development it may frame its own origin', async () => {
    const { handler } = webOf(true).page;
    const marked = PAGE.replace('<html lang="en">', '<html data-local="" data-days="30" lang="en">');
    expect((await ask(handler)).text).toBe(marked);
    const br = await ask(handler, { headers: { 'accept-encoding': 'br' } });
    expect(brotliDecompressSync(Buffer.from(br.body ?? '')).toString()).toBe(marked);
    const gzip = await ask(handler, { headers: { 'accept-encoding': 'gzip' } });
    expect(gunzipSync(Buffer.from(gzip.body ?? '')).toString()).toBe(marked);
    expect(br.headers['Content-Security-Policy']).toContain("frame-src 'self'");
  });

  it('that is not built is not found, and the log says why; built later, it is there', async () => {
    const { asset, page } = webOf(false, 'later');
    const missing = await ask(page.handler);
    expect(missing.status).toBe(404);
    expect(missing.headers['Content-Type']).toBe('application/problem+json; charset=utf-8');
    expect(missing.logged).toContain('dist/web has no index.html');
    expect((await ask(asset.handler, { file: ASSET })).status).toBe(404);
    await build('later');
    expect((await ask(page.handler)).status).toBe(200);
    expect((await ask(asset.handler, { file: ASSET })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s is no way to ask for it', async (method) => {
    const { asset, page } = production();
    for (const { handler, methods } of [page, asset]) {
      const answer = await ask(handler, { method, file: ASSET });
      expect(methods).toContain(method);
      expect(answer.status).toBe(405);
      expect(answer.headers['Allow']).toBe('GET, HEAD, OPTIONS');
    }
  });
  it('keeps what marks it inside its attribute', async () => {
    const marks = { name: '"><script>alert(1)</script>&amp;' };
    const files = createWebFiles(pathToFileURL(`${join(root, 'web')}/`), marks);
    const { handler } = webPage(() => ({ files, isDevelopment: false })).page;
    const attribute = 'data-name="&quot;>&lt;script>alert(1)&lt;/script>&amp;amp;"';
    expect((await ask(handler)).text).toBe(PAGE.replace('<html', `<html ${attribute}`));
  });
});

describe('what the page loads', () => {
  it('is kept for good', async () => {
    const { headers } = await ask(production().asset.handler, { file: ASSET });
    expect(headers).toMatchObject({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Type': 'text/javascript; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
    });
  });

  it.each([
    'nothing.js',
    '',
    '.',
    '..',
    '../index.html',
    '../../host.json',
    '..%2f..%2fhost.json',
    '..\\index.html',
    `${ASSET}.br`,
    `${ASSET}\0`,
    ASSET.toUpperCase(),
    'constructor',
    '__proto__',
    '/etc/passwd',
  ])('is nothing that the build did not name: %j', async (file) => {
    const answer = await ask(production().asset.handler, { file });
    expect(answer.status).toBe(404);
    expect(answer.headers['Cache-Control']).toBe('no-store');
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'not-found' });
  });
});
