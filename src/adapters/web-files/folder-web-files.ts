import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
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
 * @param isDevelopment marks the page with `data-local`, so that it offers what a local run has besides
 */
export function createWebFiles(folder: URL, isDevelopment: boolean): WebFiles {
  let read: Promise<Read | undefined> | undefined;
  const open = async <T>(take: (found: Read | undefined) => T): Promise<Awaited<T>> => {
    read ??= readBuild(folder, isDevelopment);
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

async function readBuild(folder: URL, isDevelopment: boolean): Promise<Read | undefined> {
  const root = await readFolder(folder);
  const page = root.get('index.html');
  if (page === undefined) return undefined;
  const assets = readFolder(new URL('assets/', folder));
  // Whoever asks for one hears of it.
  assets.catch(() => undefined);
  return { page: isDevelopment ? markedLocal(page) : page, assets };
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

/** What the build compressed has no mark, so it is compressed anew. */
function markedLocal(page: WebFile): WebFile {
  const text = Buffer.from(page.plain).toString();
  const plain = Buffer.from(text.replace(/<html(?=[\s>])/i, '<html data-local'));
  return { ...fileOf('index.html', plain), br: brotliCompressSync(plain), gzip: gzipSync(plain) };
}
