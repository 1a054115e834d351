import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generateKeyRing, keyRingSchema, type KeyRing } from './key-ring.js';

/**
 * The keys of a local run: one JSON file that only its owner reads, made at the first start.
 *
 * @throws Error that says what to do when the file is open to others or is not a key file
 */
export async function openKeyFile(path: string): Promise<KeyRing> {
  const kept = await read(path);
  if (kept !== undefined) return kept;
  await create(path, await generateKeyRing());
  const made = await read(path);
  if (made === undefined) throw new Error(`The key file ${path} vanished right after it was made.`);
  return made;
}

async function read(path: string): Promise<KeyRing | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new Error(`The key file ${path} can be read by others. Run: chmod 600 ${path}`);
  }
  const parsed = keyRingSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path: at }) => at.join('.')).join(', ');
  throw new Error(
    `The key file ${path} is not one of ours (${where || 'no JSON'}). Put the right file back: ` +
      'without its keys no stored address can be read. Delete it only together with the data.',
  );
}

/** Two processes may start at once: a hard link is made by one of them only, and never over a file that is there. */
async function create(path: string, ring: KeyRing): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(ring, undefined, 2), { mode: 0o600, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
