import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import glob from 'fast-glob';

/** What the host reads of an app's package.json. */
export interface AppManifest {
  /** A file or a glob. */
  readonly main: string;
  readonly isModule: boolean;
  /** Names of everything it depends on at run time. */
  readonly dependencies: readonly string[];
}

/** @throws Error that says what to do when the folder holds no function app */
export async function readManifest(appDir: string): Promise<AppManifest> {
  const file = join(appDir, 'package.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new Error(`There is no function app in ${resolve(appDir)}: no package.json.`);
  }
  const { dependencies, main, type } = JSON.parse(text) as {
    readonly main?: unknown;
    readonly type?: unknown;
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  if (typeof main !== 'string')
    throw new Error(`${file} has no "main" that says which files register functions.`);
  return { main, isModule: type === 'module', dependencies: Object.keys(dependencies ?? {}) };
}

/**
 * Loads the files that `main` matches, one after the other; as ES modules where Node would.
 *
 * @throws Error that names the file when there is none, or one that can't be loaded
 */
export async function loadEntries(appDir: string, { isModule, main }: AppManifest): Promise<void> {
  const entries = await glob(main.replaceAll('\\', '/').replace(/^\.\//, ''), {
    cwd: appDir,
    absolute: true,
    followSymbolicLinks: true,
  });
  if (entries.length === 0) {
    throw new Error(`"main" of ${join(appDir, 'package.json')} matches no file: ${main}. Is the app built?`);
  }
  for (const entry of entries.sort()) await loadEntry(entry, isModule);
}

async function loadEntry(entry: string, isModule: boolean): Promise<void> {
  const extension = extname(entry);
  const asModule = extension === '.mjs' || (isModule && extension !== '.cjs');
  try {
    if (asModule) await import(pathToFileURL(entry).href);
    else createRequire(entry)(entry);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Error(`${entry} could not be loaded: ${reason}`, { cause: error });
  }
}
