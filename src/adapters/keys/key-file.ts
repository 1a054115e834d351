import { randomUUID } from 'node:crypto';
import { chown, link, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { KeySource } from './followed-keys.js';
import { generateKeyRing, type KeyRing } from './key-ring.js';
import { parseKeyRing } from './parse-key-ring.js';

export function keyFile(path: string): KeySource {
  return { open: () => openKeyFile(path), read: () => readKeyFile(path) };
}

/**
 * The keys of a local run: one JSON file that only its owner reads, made at the first start.
 *
 * @throws Error that says what to do when the file is open to others or is not a key file
 */
export async function openKeyFile(path: string): Promise<KeyRing> {
  const kept = await read(path);
  if (kept !== undefined) return kept;
  await create(path, await generateKeyRing());
  return readKeyFile(path);
}

/** The same for a file that must be there. */
export async function readKeyFile(path: string): Promise<KeyRing> {
  const kept = await read(path);
  if (kept === undefined) throw new Error(`There is no key file ${path}.`);
  return kept;
}

/**
 * Replaces a key file whole, or not at all. One at a time: of two that each add a version 2 only one may win.
 *
 * @param make the new ring from the one that is there
 * @throws Error that says what to do, and then the file is as it was
 */
export async function replaceKeyFile(
  path: string,
  make: (ring: KeyRing) => Promise<KeyRing>,
): Promise<KeyRing> {
  // Through a link, so that the link stays one.
  const target = await realpath(path).catch(() => path);
  const draft = `${target}.new`;
  try {
    await writeFile(draft, '', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    throw new Error(
      `${draft} is there: another rotation is under way, or one was broken off. If none is, delete it and try again.`,
      { cause: error },
    );
  }
  try {
    const ring = await make(await readKeyFile(target));
    await writeFile(draft, JSON.stringify(ring, undefined, 2), { flush: true });
    // Whoever rotates may be another user than the service, which must go on reading it.
    await chown(draft, (await stat(target)).uid, -1);
    await rename(draft, target);
    return ring;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function read(path: string): Promise<KeyRing | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`The key file ${path} can be read by others. Run: chmod 600 ${path}`);
  }
  return parseKeyRing(text, `The key file ${path}`);
}

/** Two processes may start at once: a hard link is made by one of them only, and never over a file that is there. */
async function create(path: string, ring: KeyRing): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(ring, undefined, 2), { mode: 0o600, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
