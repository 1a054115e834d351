import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { WebFile, WebFiles } from '../../ports/web-files.js';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};

interface Read {
  readonly page: WebFile;
  /** Being read: whoever asks for the page does not wait for what it will load next. */
  readonly assets: Promise<ReadonlyMap<string, WebFile>>;
}

/**
 * Holds the build's folder in memory, read at the first request: only names that were in it can ever be served.
 *
 * @param folder `index.html`, `assets/` and their `.br` and `.gz`; its address ends in a slash
 * @param marks attributes `data-…` of the page's root, by name: what it is told with itself
 */
export function createWebFiles(folder: URL, marks: Readonly<Record<string, string>>): WebFiles {
  let read: Promise<Read | undefined> | undefined;
  const open = async <T>(take: (found: Read | undefined) => T): Promise<Awaited<T>> => {
    read ??= readBuild(folder, marks);
    try {
      const found = await read;
      // A build that comes later is found later.
      if (found === undefined) read = undefined;
      return await take(found);
    } catch (error) {
      read = undefined;
      throw error;
    }
  };
  return {
    page: () => open((found) => found?.page),
    asset: (name) => open(async (found) => (await found?.assets)?.get(name)),
  };
}

async function readBuild(folder: URL, marks: Readonly<Record<string, string>>): Promise<Read | undefined> {
  const root = await readFolder(folder);
  const built = root.get('index.html');
  if (built === undefined) return undefined;
  // First: what is compressed would wait behind all that is read.
  const page = await marked(built, marks);
  const assets = readFolder(new URL('assets/', folder));
  // Whoever asks for one hears of it.
  assets.catch(() => undefined);
  return { page, assets };
}

async function readFolder(folder: URL): Promise<ReadonlyMap<string, WebFile>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(missing);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const contents = new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(new URL(encodeURIComponent(name), folder))] as const),
    ),
  );
  const files = new Map<string, WebFile>();
  for (const [name, plain] of contents) {
    if (name.endsWith('.br') || name.endsWith('.gz')) continue;
    const [br, gzip] = [contents.get(`${name}.br`), contents.get(`${name}.gz`)];
    files.set(name, {
      ...fileOf(name, plain),
      ...(br === undefined ? {} : { br }),
      ...(gzip === undefined ? {} : { gzip }),
    });
  }
  return files;
}

function missing(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}

function fileOf(name: string, plain: Uint8Array): WebFile {
  const contentType = TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';
  const fingerprint = createHash('sha256').update(plain).digest('base64url').slice(0, 27);
  return { contentType, fingerprint, plain };
}

/** What the build compressed has no marks, so it is compressed anew. */
async function marked(page: WebFile, marks: Readonly<Record<string, string>>): Promise<WebFile> {
  const attributes = Object.entries(marks).map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  const text = Buffer.from(page.plain).toString();
  const plain = Buffer.from(text.replace(/<html(?=[\s>])/i, (tag) => tag + attributes.join('')));
  const [br, gz] = await Promise.all([promisify(brotliCompress)(plain), promisify(gzip)(plain)]);
  return { ...fileOf('index.html', plain), br, gzip: gz };
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
