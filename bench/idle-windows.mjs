import { join } from 'node:path';
import { createAddressVault } from '../dist/src/adapters/keys/address-vault.js';
import { openKeyFile } from '../dist/src/adapters/keys/key-file.js';
import { AccountTable } from '../dist/src/adapters/tables/account-table.js';
import { openTable } from '../dist/src/adapters/tables/table-service.js';
import { below, plain } from './support/figures.mjs';
import { Flows } from './support/flows.mjs';
import { startHost } from './support/host.mjs';
import { idleUsage } from './support/process-usage.mjs';
import { say } from './support/progress.mjs';
import { withStorage } from './support/storage.mjs';
import { copyId, copyInstance } from './support/waiting-instances.mjs';

const WINDOWS = 10_000;
const IDLE_SECONDS = 30;
const DAY_MS = 86_400_000;
const PATTERN = 'protection-window:bench';

/** An idle host of this app with many waiting protection windows: what it costs in CPU and memory, how soon it is back. */
export function idleWindows({ scaled }) {
  return withStorage(async ({ data, storage }) => {
    const count = scaled(WINDOWS);
    const start = () => startHost({ app: '.', data, storage });
    const first = await start();
    await fetch(`${first.url}/api/health`);
    await oneWaitingWindow(new Flows(first.url), data, storage);
    await first.kill();
    await copyInstance({ storage, pattern: PATTERN, copies: count - 1 });

    const host = await start();
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

/** An account as the app writes it, with a window that has just begun; its flow, up to where it waits. */
async function oneWaitingWindow(flows, data, storage) {
  const vault = createAddressVault(await openKeyFile(join(data, 'keys.json')));
  const accounts = new AccountTable(await openTable({ connectionString: storage }, 'Accounts'), vault);
  const [accountId, windowId] = ['account', 'window'];
  const now = Date.now();
  const window = { id: windowId, reason: 'all-removed', startedAt: now, endsAt: now + 30 * DAY_MS };
  const was = { kind: 'active', provenAt: now, confirmedAt: now };
  const contact = {
    ...{ id: 'contact', channel: 'phone', delivery: 'sms', addedAt: now, masked: '' },
    ...{ sealed: vault.seal('+4915100000000', accountId), fingerprint: vault.fingerprint('+4915100000000') },
    state: { kind: 'retired', windowId, windowEndsAt: window.endsAt, was },
  };
  const account = {
    ...{ id: accountId, createdAt: now, locale: 'en', challenges: [], ledgers: [], sessions: [] },
    ...{ answered: [], confirmation: { kind: 'none' } },
    ...{ contacts: [contact], protection: { kind: 'protected', window } },
  };
  await accounts.create({ account, events: [] });
  await flows.start('protectionWindow', PATTERN, { accountId, windowId });
  // The flow tells its contact, then waits.
  await flows.advance('PT1S');
}
