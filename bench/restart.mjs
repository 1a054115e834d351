import { Flows } from './support/flows.mjs';
import { besideFloor, plain } from './support/figures.mjs';
import { Floor } from './support/floor.mjs';
import { startHost } from './support/host.mjs';
import { requestsOfStart, waitingInstance } from './support/one-flow.mjs';
import { idleUsage } from './support/process-usage.mjs';
import { say } from './support/progress.mjs';
import { withStorage } from './support/storage.mjs';
import { copyId, copyInstance } from './support/waiting-instances.mjs';

const INSTANCES = 50_000;
const IDLE_SECONDS = 20;
const DAY_MS = 86_400_000;
const PATTERN = 'waiting';

/** A host that comes up with very many waiting instances: how soon, how big, and what it costs to wait. */
export function restart({ scaled }) {
  return withStorage(async ({ data, storage, storagePid }) => {
    const count = scaled(INSTANCES);
    await waitingInstance({ data, storage, id: PATTERN, until: new Date(Date.now() + DAY_MS) });
    const recorded = await requestsOfStart({ data, storage });
    await copyInstance({ storage, pattern: PATTERN, copies: count - 1 });
    say('the host starts');
    const host = await startHost({ data, storage });
    say(`${IDLE_SECONDS} s of idling`);
    const idle = await idleUsage(host.pid, IDLE_SECONDS);
    const { runtimeStatus } = await new Flows(host.url).status(copyId(PATTERN, count - 2));
    await host.kill();
    if (runtimeStatus !== 'Running') throw new Error(`the last instance is ${runtimeStatus}`);

    const floor = await Floor.over({ storage, storagePid, own: false });
    const bare = await floor.play([recorded], { flowsAtOnce: 1 });
    return [
      besideFloor(`start of a host with ${count} waiting instances`, {
        ...{ here: host.secondsToReady, floor: bare.seconds },
        show: (each) => `${each.toFixed(1)} s`,
      }),
      plain('memory of that host', `${idle.megabytes.toFixed(0)} MB`),
      plain(`CPU of that host, idle for ${IDLE_SECONDS} s`, `${idle.percent.toFixed(2)} %`),
    ];
  });
}
