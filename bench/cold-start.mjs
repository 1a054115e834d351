import { execFile, execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { bundling } from '../infra/packaging/bundle.mjs';
import { besideFloor, withinTimes } from './support/figures.mjs';
import { say } from './support/progress.mjs';
import { withStorage } from './support/storage.mjs';

const STARTS = 31;
/** How many times a bare app's cold start ours may take. */
const TARGET = 1.3;
const root = join(import.meta.dirname, '..');

/** From loading the packaged app to its first answer, beside an app that does nothing with the same two SDKs. */
export function coldStart({ scaled }) {
  return withStorage(async ({ data, storage }) => {
    const ours = join(data, 'package');
    execFileSync(process.execPath, ['infra/packaging/package.mjs', '--out', ours], { stdio: 'ignore' });
    const bare = join(root, 'bench/bare');
    const bareBundled = await bundleBare(bare, join(data, 'bare'));
    const apps = {
      page: [ours, 'showPage', '/'],
      health: [ours, 'getHealth', '/api/health'],
      bare: [bare, 'hello', '/api/hello'],
      bareBundled: [bareBundled, 'hello', '/api/hello'],
    };
    const starts = Math.max(5, scaled(STARTS));
    say(`${starts} cold starts each of ${Object.keys(apps).join(', ')}`);
    return rowsOf(await measured(apps, starts, settingsFor(data, storage)));
  });
}

/** One after the other and in turns, so that whatever else the machine does meets all of them. */
async function measured(apps, starts, env) {
  const runs = Object.fromEntries(Object.keys(apps).map((name) => [name, []]));
  const worker = join(root, 'bench/support/cold-worker.mjs');
  // The first round brings the files into memory.
  for (let start = -1; start < starts; start += 1) {
    for (const [name, app] of Object.entries(apps)) {
      const { stdout } = await promisify(execFile)(process.execPath, [worker, ...app], { env });
      if (start >= 0) runs[name].push(JSON.parse(stdout));
    }
  }
  return (name, moment, unit) => {
    const sorted = runs[name].map((run) => run[moment][unit]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  };
}

function rowsOf(median) {
  const show = (time) => `${time.toFixed(0)} ms`;
  const beside = (name, floor, moment, unit) => ({
    here: median(name, moment, unit),
    floor: median(floor, moment, unit),
    show,
  });
  const target = { times: TARGET };
  return [
    withinTimes('cold start, until functions are registered', {
      ...beside('page', 'bare', 'registered', 'wall'),
      ...target,
    }),
    withinTimes('CPU of that', { ...beside('page', 'bare', 'registered', 'cpu'), ...target }),
    withinTimes('and until the page is answered', {
      ...beside('page', 'bare', 'answered', 'wall'),
      ...target,
    }),
    withinTimes('CPU of that', { ...beside('page', 'bare', 'answered', 'cpu'), ...target }),
    besideFloor('until registered, beside the bare app bundled', {
      ...beside('page', 'bareBundled', 'registered', 'wall'),
    }),
    besideFloor('CPU of that', beside('page', 'bareBundled', 'registered', 'cpu')),
    besideFloor('until an answer from storage, beside bare without', {
      ...beside('health', 'bare', 'answered', 'wall'),
    }),
    besideFloor('CPU of that', beside('health', 'bare', 'answered', 'cpu')),
  ];
}

async function bundleBare(bare, folder) {
  await build({ ...bundling(root), entryPoints: [join(bare, 'main.js')], outdir: folder });
  cpSync(join(bare, 'package.json'), join(folder, 'package.json'));
  return folder;
}

/** Those of the sample as Azure would have them, with storage that is there. */
function settingsFor(data, storage) {
  const { Values } = JSON.parse(readFileSync(join(root, 'local.settings.sample.json'), 'utf8'));
  const local = ['GATE_KEYS', 'LOCAL_DELIVERY_REPORTS_URL'];
  return {
    ...Object.fromEntries(Object.entries(Values).filter(([name]) => !local.includes(name))),
    PATH: process.env.PATH,
    WEBSITE_HOSTNAME: 'bench.example',
    KEYS_FILE: join(data, 'keys.json'),
    DATA_STORAGE: storage,
    COMMUNICATION: `endpoint=http://127.0.0.1:9/;accesskey=${Buffer.alloc(32).toString('base64')}`,
    DELIVERY_REPORTS_KEY: 'not-asked-for-in-this-benchmark-at-all',
  };
}
