import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { zipSync } from 'fflate';

/** The first moment a zip can name, by its own clock: it knows no time zone. */
const NO_TIME = new Date(1980, 0, 1);

const UNIX = 3;
const READABLE = 0o100644 << 16;

/** The folder's files at the root of a zip. The same files give the same bytes: no times, one order, one deflate. */
export async function zipFolder(folder, zip) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .sort();
  const files = {};
  for (const name of names) files[name] = new Uint8Array(await readFile(join(folder, name)));
  await writeFile(zip, zipSync(files, { level: 9, mtime: NO_TIME, os: UNIX, attrs: READABLE }));
}
