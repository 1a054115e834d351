import { Flows } from './support/flows.mjs';
import { besideFloor, cpuBesideFloor, plain } from './support/figures.mjs';
import { Floor } from './support/floor.mjs';
import { startHost } from './support/host.mjs';
import { RECORDED, requestsOf, waitingInstance } from './support/one-flow.mjs';
import { say } from './support/progress.mjs';
import { costOf } from './support/process-usage.mjs';
import { withStorage } from './support/storage.mjs';
import { copyId, copyInstance } from './support/waiting-instances.mjs';
import { tableNumber } from '../dist-local/durable-host/task-hub.js';

const TIMERS = 10_000;
/** The floor is measured with some of them. */
const SAMPLE = 2000;
const HOUR_MS = 3_600_000;
const PATTERN = 'timer';
/** As many as the host lets orchestrations run side by side. */
const AT_ONCE = 10;

/** Many timers due at one instant: all fire when the clock gets there; beside the same requests without a host. */
export function timers({ scaled }) {
  return withStorage(async ({ data, storage, storagePid }) => {
    const count = scaled(TIMERS);
    // On a host that has just started, as for those that are measured: none of them is in memory.
    await waitingInstance({ data, storage, id: RECORDED, until: new Date(Date.now() + HOUR_MS) });
    const recorded = await requestsOf({ data, storage, work: (flows) => flows.advance('PT2H') });
    await waitingInstance({ data, storage, id: PATTERN, until: new Date(Date.now() + 24 * HOUR_MS) });
    await copyInstance({ storage, pattern: PATTERN, copies: count - 1 });
    const host = await startHost({ data, storage });
    const flows = new Flows(host.url);
    say(`${count} timers wait; the clock goes there`);
    const here = await costOf([host.pid, storagePid], () => flows.advance('P2D'));
    const ended = await flows.count('Completed', PATTERN);
    await host.stop();
    if (ended !== count) throw new Error(`${ended} of ${count} timers fired`);

    const floor = await Floor.over({ storage, storagePid, own: false });
    const scripts = Array.from({ length: Math.min(SAMPLE, count - 1) }, (_, n) => {
      const id = copyId(PATTERN, n);
      return floor.as(recorded, RECORDED, id, tableNumber(id));
    });
    const bare = await floor.play(scripts, { flowsAtOnce: AT_ONCE });
    return [
      plain(`storage requests of a timer that fires`, String(recorded.length)),
      plain(`${count} timers due at one instant, all fired`, `${here.seconds.toFixed(1)} s`),
      besideFloor('a timer of them', {
        ...{ here: here.seconds / count, floor: bare.seconds / scripts.length },
        show: (each) => `${(each * 1000).toFixed(2)} ms`,
      }),
      cpuBesideFloor('a timer', { here: here.cpu / count, floor: bare.cpu / scripts.length }),
    ];
  });
}
