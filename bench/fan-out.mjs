import { Flows } from './support/flows.mjs';
import { besideFloor, cpuBesideFloor, plain } from './support/figures.mjs';
import { Floor } from './support/floor.mjs';
import { startHost } from './support/host.mjs';
import { RECORDED, requestsOfFlow } from './support/one-flow.mjs';
import { say } from './support/progress.mjs';
import { costOf } from './support/process-usage.mjs';
import { withStorage } from './support/storage.mjs';

const ACTIVITIES = 100;
const FLOWS = 20;
const WARM_UP = 3;
/** As many as the host lets activities run side by side. */
const AT_ONCE = 10;

/** One orchestration, a hundred activities at once and in again, beside the same storage requests without a host. */
export function fanOut({ scaled }) {
  return withStorage(async ({ data, storage, storagePid }) => {
    const recorded = await requestsOfFlow({ data, storage, name: 'fanOut', input: ACTIVITIES });
    say(`one fan-out of ${ACTIVITIES}: ${recorded.length} storage requests`);
    const count = scaled(FLOWS);
    const host = await startHost({ data, storage });
    const flows = new Flows(host.url);
    for (let n = 0; n < WARM_UP; n += 1) await flows.runOne('fanOut', `warm-${n}`, ACTIVITIES);
    const here = await costOf([host.pid, storagePid], async () => {
      for (let n = 0; n < count; n += 1) {
        await flows.start('fanOut', `fan-${n}`, ACTIVITIES);
        await flows.quiet();
      }
    });
    const ended = await flows.count('Completed', 'fan-');
    await host.stop();
    if (ended !== count) throw new Error(`${ended} of ${count} fan-outs completed`);

    const floor = await Floor.over({ storage, storagePid });
    const scripts = Array.from({ length: count }, (_, n) => floor.as(recorded, RECORDED, `raw-${n}`, n));
    const bare = await floor.play(scripts, { flowsAtOnce: 1, outcomesAtOnce: AT_ONCE });
    return [
      plain(`storage requests of a fan-out of ${ACTIVITIES}`, String(recorded.length)),
      besideFloor(`fan-out of ${ACTIVITIES} and in again`, {
        ...{ here: here.seconds / count, floor: bare.seconds / count },
        show: (each) => `${(each * 1000).toFixed(0)} ms`,
      }),
      cpuBesideFloor('a fan-out', { here: here.cpu / count, floor: bare.cpu / count }),
    ];
  });
}
