import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stale-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function withFiles(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), '');
  }
}

function clear() {
  const script = resolve('infra/packaging/clear-stale.mjs');
  return promisify(execFile)(process.execPath, [script, 'out=src', 'none=src'], { cwd: folder });
}

it('what has no source any more is cleared before a build, and nothing else', async () => {
  await withFiles('src/http/kept.ts', 'out/http/kept.js', 'out/http/kept.js.map');
  await withFiles('out/http/gone.js', 'out/http/gone.js.map', 'out/http/data.json', 'out/.tsbuildinfo');
  await clear();
  expect((await readdir(join(folder, 'out/http'))).sort()).toEqual(['data.json', 'kept.js', 'kept.js.map']);
  expect(await readdir(join(folder, 'out'))).toContain('.tsbuildinfo');
});
