import { Flows } from './support/flows.mjs';
import { besideFloor, cpuBesideFloor, plain } from './support/figures.mjs';
import { Floor, leastOf } from './support/floor.mjs';
import { startHost } from './support/host.mjs';
import { inParallel } from './support/in-parallel.mjs';
import { RECORDED, requestsOfFlow } from './support/one-flow.mjs';
import { counter, say } from './support/progress.mjs';
import { costOf } from './support/process-usage.mjs';
import { withStorage } from './support/storage.mjs';

const STEPS = 10;
const WARM_UP = 30;
const ROUNDS = [
  { atOnce: 1, flows: 150 },
  { atOnce: 16, flows: 600 },
];

/** Ten activities one after the other: orchestrations a second, beside the same storage requests without a host. */
export function chain({ scaled }) {
  return withStorage(async ({ data, storage, storagePid }) => {
    const recorded = await requestsOfFlow({ data, storage, name: 'chain', input: STEPS });
    say(`one chain of ${STEPS}: ${recorded.length} storage requests`);
    const host = await startHost({ data, storage });
    const rows = [plain(`storage requests of a chain of ${STEPS}`, String(recorded.length))];
    const floor = await Floor.over({ storage, storagePid });
    try {
      await run(new Flows(host.url), 'warm', WARM_UP, 4);
      for (const { atOnce, flows } of ROUNDS) {
        const count = scaled(flows);
        const here = await costOf([host.pid, storagePid], () =>
          run(new Flows(host.url), `chain${atOnce}`, count, atOnce),
        );
        const bare = await raw(floor, recorded, `raw${atOnce}`, count, atOnce);
        const least = await raw(floor, leastOf(recorded), `least${atOnce}`, count, atOnce);
        rows.push(...figures(atOnce, count, here, bare, least));
      }
    } finally {
      await host.stop();
    }
    return rows;
  });
}

function figures(atOnce, count, here, bare, least) {
  const what = `${atOnce} at once`;
  const show = (each) => `${(1 / each).toFixed(1)}/s`;
  const rate = (cost) => ({ here: here.seconds / count, floor: cost.seconds / count, show });
  return [
    besideFloor(`chains of ${STEPS} a second, ${what}`, rate(bare)),
    besideFloor(`the same beside one transaction a turn, ${what}`, rate(least)),
    cpuBesideFloor(`a chain, ${what}`, { here: here.cpu / count, floor: bare.cpu / count }),
  ];
}

function run(flows, name, count, atOnce) {
  const tick = counter(`${name}: flows ended`, count);
  return inParallel(count, atOnce, async (n) => {
    await flows.runOne('chain', `${name}-${n}`, STEPS);
    tick();
  });
}

function raw(floor, recorded, name, count, atOnce) {
  const scripts = Array.from({ length: count }, (_, n) => floor.as(recorded, RECORDED, `${name}-${n}`, n));
  return floor.play(scripts, { flowsAtOnce: atOnce });
}
