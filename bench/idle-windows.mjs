import { below, plain } from './support/figures.mjs';
import { Flows } from './support/flows.mjs';
import { startHost } from './support/host.mjs';
import { idleUsage } from './support/process-usage.mjs';
import { say } from './support/progress.mjs';
import { withStorage } from './support/storage.mjs';
import { copyId, copyInstance } from './support/waiting-instances.mjs';
import { PATTERN, waitingWindow } from './support/waiting-window.mjs';

const WINDOWS = 10_000;
const IDLE_SECONDS = 30;

/** An idle host of this app with many waiting protection windows: what it costs in CPU and memory, how soon it is back. */
export function idleWindows({ scaled }) {
  return withStorage(async ({ data, storage }) => {
    const count = scaled(WINDOWS);
    await waitingWindow({ data, storage });
    await copyInstance({ storage, pattern: PATTERN, copies: count - 1 });

    const host = await startHost({ app: '.', data, storage });
    say(`${IDLE_SECONDS} s of idling`);
    const idle = await idleUsage(host.pid, IDLE_SECONDS);
    const { runtimeStatus } = await new Flows(host.url).status(copyId(PATTERN, count - 2));
    await host.stop();
    if (runtimeStatus !== 'Running') throw new Error(`the last window is ${runtimeStatus}`);
    return [
      plain(`start of this app with ${count} waiting windows`, `${host.secondsToReady.toFixed(1)} s`),
      below('memory of that host', {
        ...{ here: idle.megabytes, bound: 400 },
        show: (megabytes) => `${megabytes.toFixed(0)} MB`,
      }),
      below(`CPU of that host, idle for ${IDLE_SECONDS} s`, {
        ...{ here: idle.percent, bound: 2 },
        show: (percent) => `${percent.toFixed(2)} %`,
      }),
    ];
  });
}
