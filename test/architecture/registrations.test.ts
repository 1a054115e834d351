import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allContracts } from '../../src/http/all-contracts.js';

const camelCase = (stem: string): string =>
  stem.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

async function registrations(): Promise<readonly { folder: string; stem: string; text: string }[]> {
  const found = [];
  for (const folder of ['http', 'events', 'orchestrations', 'activities', 'timers']) {
    for (const file of await readdir(join('functions', folder))) {
      found.push({
        folder,
        stem: basename(file, '.ts'),
        text: await readFile(join('functions', folder, file), 'utf8'),
      });
    }
  }
  return found;
}

describe('registrations', () => {
  it('each registers its own name in camel case, once', async () => {
    for (const { folder, stem, text } of await registrations()) {
      const names = [
        ...text.matchAll(/app\s*\.(?:http|timer|orchestration|activity)\(\s*(?:'(\w+)'|signature\.name)/g),
      ];
      expect(names, `${folder}/${stem}`).toHaveLength(1);
      expect(names[0]?.[1] ?? camelCase(stem)).toBe(camelCase(stem));
    }
  });

  it('what takes every route comes last by name, as Azure’s host asks in that order', async () => {
    const http = (await registrations()).filter(({ folder }) => folder === 'http' || folder === 'events');
    const last = http
      .map(({ stem }) => camelCase(stem).toUpperCase())
      .sort()
      .at(-1);
    const takesAll = http.filter(({ text }) => text.includes('{*'));
    expect(takesAll.map(({ stem }) => camelCase(stem).toUpperCase())).toEqual([last]);
  });

  it('every contract has its registration, and every command the same stem', async () => {
    const http = (await registrations())
      .filter(({ folder }) => folder === 'http' || folder === 'events')
      .map(({ stem }) => camelCase(stem));
    for (const { name } of allContracts) expect(http).toContain(name);
  });
});
