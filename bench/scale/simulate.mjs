// The tables of docs/scale-and-cost.md, from what is counted, what is assumed and what is paid:
//   npm run scale
//   npm run scale -- --write       into the document
import { readFileSync, writeFileSync } from 'node:fs';
import { tables } from './tables.mjs';

const FILE = 'docs/scale-and-cost.md';

const blocks = Object.entries(tables()).map(([name, text]) => [
  name,
  `<!-- table: ${name} -->\n\n${text}\n\n<!-- /table -->`,
]);
if (process.argv.includes('--write')) {
  const before = readFileSync(FILE, 'utf8');
  const after = blocks.reduce((text, [name, block]) => replaced(text, name, block), before);
  writeFileSync(FILE, after);
} else {
  console.log(blocks.map(([, block]) => block).join('\n\n'));
}

function replaced(text, name, block) {
  const place = new RegExp(`<!-- table: ${name} -->[\\s\\S]*?<!-- /table -->`);
  if (!place.test(text)) throw new Error(`${FILE} has no place for the table "${name}".`);
  return text.replace(place, () => block);
}
