import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const DOCUMENT = 'docs/scale-and-cost.md';

/** The tables between their markers, name by name. */
function tablesIn(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/<!-- table: (.+?) -->\n\n([\s\S]*?)\n\n<!-- \/table -->/g);
  return Object.fromEntries([...found].map(([, name = '', table = '']) => [name, table]));
}

let printed: Readonly<Record<string, string>>;
let document: string;
beforeAll(async () => {
  const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'scale']);
  printed = tablesIn(stdout);
  document = await readFile(DOCUMENT, 'utf8');
});

describe('what it costs at any size', () => {
  it('the document’s tables are those that `npm run scale` prints', () => {
    expect(Object.keys(printed).length).toBeGreaterThan(5);
    expect(tablesIn(document)).toEqual(printed);
  });

  it('goes up to a billion accounts', () => {
    for (const name of ['load', 'limits']) {
      const firsts = (printed[name] ?? '').split('\n').map((row) => row.split('|')[1]?.trim());
      expect(firsts.slice(2), name).toEqual(
        [1e4, 1e5, 1e6, 1e7, 1e8, 1e9].map((accounts) => accounts.toLocaleString('en-US')),
      );
    }
  });

  it('every price has a page with its date, or is called an assumption', () => {
    const prices = (printed['prices'] ?? '').split('\n').slice(2);
    expect(prices.length).toBeGreaterThan(4);
    for (const row of prices)
      expect(row).toMatch(/\*\*assumption\*\*|\[page of \d{4}-\d\d-\d\d\]\(https:\/\/\S+\)/);
    for (const row of (printed['countries'] ?? '').split('\n').slice(2))
      expect(row).toMatch(/\[\d{4}-\d\d-\d\d\]\(https:\/\/\S+\)/);
  });
});
