import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

// In CI the parser reads each file once, from disk: a snippet in its place would go unseen.
process.env['TSESTREE_SINGLE_RUN'] = 'false';

/** Lints a snippet as if it stood in a file that exists, under the project's own configuration. */
async function rulesBroken(filePath: string, code: string): Promise<readonly string[]> {
  const [result] = await new ESLint().lintText(code, { filePath });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

const PURE_FILES = ['src/domain/instant.ts', 'src/workflows/wait.ts'];

const impure: readonly (readonly [string, string, string])[] = [
  ['Date.now()', 'export const now = () => Date.now();', 'no-restricted-syntax'],
  ['new Date()', 'export const now = () => new Date();', 'no-restricted-syntax'],
  ['Math.random()', 'export const roll = () => Math.random();', 'no-restricted-syntax'],
  ['await', 'export async function f(p: Promise<number>) { return await p; }', 'no-restricted-syntax'],
  ['fetch', 'export const get = () => fetch("x");', 'no-restricted-globals'],
  ['setTimeout', 'export const later = (f: () => void) => setTimeout(f, 1);', 'no-restricted-globals'],
  ['process', 'export const env = () => process.env;', 'no-restricted-globals'],
  ['crypto', 'export const id = () => crypto.randomUUID();', 'no-restricted-globals'],
];

describe('lint bites', () => {
  it.each(PURE_FILES.flatMap((file) => impure.map((row) => [file, ...row] as const)))(
    'in %s: %s',
    async (file, _, code, rule) => {
      expect(await rulesBroken(file, code)).toContain(rule);
    },
  );

  it.each([
    ['src/app.ts', 'console.log("x");', 'no-console'],
    ['src/app.ts', 'export default 1;', 'no-restricted-exports'],
    [
      'src/app.ts',
      'async function f() {}\nexport function g() { f(); }',
      '@typescript-eslint/no-floating-promises',
    ],
    [
      'src/app.ts',
      'type T = "a" | "b";\nexport function f(t: T) { switch (t) { case "a": return 1; } }',
      '@typescript-eslint/switch-exhaustiveness-check',
    ],
    ['test/support/holder.ts', 'import { vi } from "vitest";\nvi.mock("x");', 'no-restricted-properties'],
    [
      'test/support/holder.ts',
      'import { it } from "vitest";\nit.skip("x", () => {});',
      'no-restricted-properties',
    ],
  ])('in %s: %s', async (file, code, rule) => {
    expect(await rulesBroken(file, code)).toContain(rule);
  });
});
