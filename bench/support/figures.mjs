import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const HEAD = ['figure', 'here', 'bound or floor', 'ratio'];
const FILE = 'docs/performance.md';
const [BEGIN, END] = ['<!-- figures -->', '<!-- /figures -->'];

/** A figure beside the floor measured in the same run: the ratio says how many times as long the host takes. */
export function besideFloor(figure, { here, floor, show }) {
  return [figure, show(here), show(floor), (here / floor).toFixed(2)];
}

/** The same, where it must not take more than so many times as long. */
export function withinTimes(figure, { times, ...figures }) {
  if (figures.here > times * figures.floor) process.exitCode = 1;
  return besideFloor(figure, figures);
}

/** CPU of host and storage together beside that of storage and bare client: it stands still when the machine is busy. */
export function cpuBesideFloor(figure, { here, floor }) {
  const show = (seconds) => `${(seconds * 1000).toFixed(2)} ms`;
  return besideFloor(`CPU of ${figure}, with the storage's`, { here, floor, show });
}

/** A figure that must stay below a bound. */
export function below(figure, { here, bound, show }) {
  if (here >= bound) process.exitCode = 1;
  return [figure, show(here), `< ${show(bound)}`, (here / bound).toFixed(2)];
}

export function plain(figure, here) {
  return [figure, here, '', ''];
}

export function table(rows) {
  const all = [HEAD, ...rows];
  const widths = HEAD.map((_, n) => Math.max(3, ...all.map((row) => row[n].length)));
  const line = (cells) => `| ${cells.map((cell, n) => cell.padEnd(widths[n])).join(' | ')} |`;
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Puts the table between the markers of docs/performance.md. */
export function write(rows) {
  const text = readFileSync(FILE, 'utf8');
  const [before, rest] = text.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`${FILE} has no ${BEGIN} … ${END}.`);
  const where = `${cpus().length} cores, Node ${process.version.slice(1)}:`;
  writeFileSync(FILE, `${before}${BEGIN}\n\n${where}\n\n${table(rows)}\n\n${END}${after}`);
}
