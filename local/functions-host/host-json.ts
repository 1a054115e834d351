import { readFile } from 'node:fs/promises';
import { expanded } from './app-settings.js';
import { join } from 'node:path';

type Section = Readonly<Record<string, unknown>>;

const OVERRIDE = 'AzureFunctionsJobHost__';

/**
 * host.json with what the settings change in it: `AzureFunctionsJobHost__extensions__http__routePrefix`, and `%NAME%`
 * where a text names a setting.
 */
export class HostJson {
  readonly #root: Section;

  constructor(root: unknown, settings: Readonly<Record<string, string | undefined>> = {}) {
    this.#root = withOverrides(isSection(root) ? root : {}, settings);
  }

  get root(): unknown {
    return this.#root;
  }

  /** `extension('http')` is the section `extensions.http`. */
  extension(name: string): Section {
    const extensions = find(this.#root, 'extensions');
    const section = isSection(extensions) ? find(extensions, name) : undefined;
    return isSection(section) ? section : {};
  }
}

/** @throws Error when it is not JSON; an app without one takes every default */
export async function readHostJson(appDir: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(join(appDir, 'host.json'), 'utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Error(`host.json of ${appDir} is not JSON: ${error.message}`, { cause: error });
    return {};
  }
}

function withOverrides(root: Section, settings: Readonly<Record<string, string | undefined>>): Section {
  let changed = named(root, settings) as Section;
  for (const [name, value] of Object.entries(settings)) {
    if (!name.startsWith(OVERRIDE) || value === undefined) continue;
    changed = assigned(changed, name.slice(OVERRIDE.length).split(/__|:/), scalar(value));
  }
  return changed;
}

function named(value: unknown, settings: Readonly<Record<string, string | undefined>>): unknown {
  if (typeof value === 'string') return expanded(value, settings);
  if (Array.isArray(value)) return value.map((one) => named(one, settings));
  if (!isSection(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, named(one, settings)]));
}

function assigned(section: Section, [key = '', ...rest]: readonly string[], value: unknown): Section {
  const known = Object.keys(section).find((name) => name.toLowerCase() === key.toLowerCase()) ?? key;
  if (rest.length === 0) return { ...section, [known]: value };
  const inner = section[known];
  return { ...section, [known]: assigned(isSection(inner) ? inner : {}, rest, value) };
}

function find(section: Section, wanted: string): unknown {
  return Object.entries(section).find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1];
}

function scalar(text: string): unknown {
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
