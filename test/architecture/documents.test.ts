import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** A document's claims: a test file, and (in quotes) a part of the name of a test in it. */
function claims(text: string): readonly { readonly file: string; readonly name: string | undefined }[] {
  const found = text.matchAll(/`(test\/[\w/-]+)`(?: “([^”]+)”)?/g);
  return [...found].map(([, file = '', name]) => ({ file, name }));
}

function untrue(text: string): readonly string[] {
  return claims(text)
    .filter(({ file, name }) => {
      const path = `${file}.test.ts`;
      if (!existsSync(path)) return !existsSync(file) && !existsSync(`${file}.ts`);
      return name !== undefined && !readFileSync(path, 'utf8').includes(name);
    })
    .map(({ file, name }) => `${file}: ${name ?? ''}`);
}

describe('what documents say is tested', () => {
  it.each(['docs/threat-model.md', 'docs/standards.md', 'docs/web.md'])(
    '%s names tests that are there',
    (document) => {
      const text = readFileSync(document, 'utf8');
      expect(claims(text).length).toBeGreaterThan(20);
      expect(untrue(text)).toEqual([]);
    },
  );

  it('a claim that is not true is found', () => {
    const here = 'test/architecture/documents';
    expect(untrue(`\`${here}\` “a claim that is not true is found”`)).toEqual([]);
    const missing = ['no', 'such', 'test'].join(' ');
    expect(untrue(`\`${here}\` “${missing}”, \`test/architecture/missing\``)).toHaveLength(2);
  });
});
