// The benchmarks of the local host and the page. All of them, or those named:
//   npm run bench
//   npm run bench -- chain timers
//   npm run bench -- --quick       a tenth of everything, to see that it works
//   npm run bench -- --share 0.01  another share of everything
//   npm run bench -- --write       all of them, into docs/performance.md
import { parseArgs } from 'node:util';
import { chain } from './chain.mjs';
import { coldStart } from './cold-start.mjs';
import { fanOut } from './fan-out.mjs';
import { flows } from './flows.mjs';
import { growth } from './growth.mjs';
import { idleWindows } from './idle-windows.mjs';
import { operations } from './operations.mjs';
import { page } from './page.mjs';
import { restart } from './restart.mjs';
import { sweep } from './sweep.mjs';
import { timers } from './timers.mjs';
import { table, write } from './support/figures.mjs';
import { say } from './support/progress.mjs';

const ALL = {
  chain,
  'fan-out': fanOut,
  timers,
  restart,
  'idle-windows': idleWindows,
  page,
  operations,
  flows,
  growth,
  sweep,
  'cold-start': coldStart,
};

const { positionals, values } = parseArgs({
  options: { quick: { type: 'boolean' }, share: { type: 'string' }, write: { type: 'boolean' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in ALL));
if (unknown.length > 0)
  throw new Error(`There is ${Object.keys(ALL).join(', ')}; not ${unknown.join(', ')}.`);
if (values.write && (values.quick || values.share !== undefined || positionals.length > 0))
  throw new Error('--write takes all benchmarks at full size.');

const rows = [];
const scale = Number(values.share ?? (values.quick ? 0.1 : 1));
if (!(scale > 0 && scale <= 1)) throw new Error('--share takes a share of 1: 0.01, say.');
for (const name of positionals.length > 0 ? positionals : Object.keys(ALL)) {
  say(`${name} …`);
  rows.push(...(await ALL[name]({ scaled: (count) => Math.ceil(count * scale) })));
}
console.log(table(rows));
if (values.write) write(rows);
