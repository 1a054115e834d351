// The tests on every Node that is supported; the npm package `node` brings the others.
//   npm run test:nodes
//   npm run test:nodes -- test/domain             those files alone
//   npm run test:nodes -- --node 24 test/domain   on that one alone
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { positionals, values } = parseArgs({
  options: { node: { type: 'string', multiple: true, default: ['20', '22', '24'] } },
  allowPositionals: true,
});

const failed = values.node.filter((version) => {
  console.log(`\n== Node ${version}`);
  // Its folder comes first in PATH: what tests start by the name of `node` or `npm` runs on it, too.
  const run = ['node', '-p', '`== ${process.version}`'];
  const test = ['node', 'node_modules/vitest/vitest.mjs', 'run', ...positionals];
  return [run, test].some((command) => on(version, command) !== 0);
});
if (failed.length > 0) {
  console.error(`\nFailed on Node ${failed.join(', ')}.`);
  process.exitCode = 1;
}

function on(version, command) {
  const options = ['exec', '--yes', `--package=node@${version}`, '--', ...command];
  return spawnSync('npm', options, { stdio: 'inherit' }).status;
}
