import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { check } from 'prettier';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canary-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function compilerSays(): string {
  try {
    return execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder], {
      encoding: 'utf8',
    });
  } catch (error) {
    return String((error as { stdout: unknown }).stdout);
  }
}

describe('the other checkers bite', () => {
  it.each([
    ['an implicit any', 'export const f = (x) => x;', 'TS7006'],
    ['an index that may be missing', 'export const f = (x: string[]): string => x[0];', 'TS2322'],
    ['undefined for an optional', 'export const o: { a?: string } = { a: undefined };', 'TS2375'],
    ['an enum', 'export enum E { A }', 'TS1294'],
  ])('the compiler refuses %s', async (_, code, error) => {
    const compilerOptions = { noEmit: true, types: [] };
    const config = { extends: resolve('tsconfig.base.json'), compilerOptions, files: ['a.ts'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'a.ts'), code);
    expect(compilerSays()).toContain(error);
  });

  it('the formatter tells form from mess', async () => {
    const options = { parser: 'typescript', singleQuote: true };
    expect(await check("export const a = 'b';\n", options)).toBe(true);
    expect(await check('export const a="b"', options)).toBe(false);
  });
});
