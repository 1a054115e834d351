// An idle host with many waiting windows: what it costs in CPU and memory, and how fast it comes back.
//   npm run bench            10,000 windows, half a minute of idling
//   WINDOWS=1000 IDLE_SECONDS=10 npm run bench
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { createAddressVault } from '../dist/src/adapters/keys/address-vault.js';
import { openKeyFile } from '../dist/src/adapters/keys/key-file.js';
import { AccountTable } from '../dist/src/adapters/tables/account-table.js';
import { openTable } from '../dist/src/adapters/tables/table-service.js';
import { tagOf } from '../dist-local/durable-host/hub-keys.js';
import { tableNumber } from '../dist-local/durable-host/task-hub.js';

const WINDOWS = Number(process.env.WINDOWS ?? 10_000);
const IDLE_SECONDS = Number(process.env.IDLE_SECONDS ?? 30);
const AT_ONCE = 16;

/** The emulator's published account key; no secret. */
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const DAY = 86_400_000;
const PATTERN = 'protection-window:bench';

const data = mkdtempSync(join(tmpdir(), 'bench-'));
let host;

async function start() {
  host = spawn(process.execPath, ['dist-local/main.js', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    host.once('exit', (code) => reject(new Error(`The host ended with ${code}.`)));
    host.stdout.on('data', (chunk) => {
      const url = /Listening on (\S+)/.exec(String(chunk))?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}

/** Seconds of CPU so far, and resident megabytes. */
function usage(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  const ticks = Number(execFileSync('getconf', ['CLK_TCK']));
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / ticks,
    megabytes: Number(resident?.[1] ?? 0) / 1024,
  };
}

async function inParallel(count, work) {
  let next = 0;
  const told = { at: performance.now() };
  const worker = async () => {
    for (let n = next++; n < count; n = next++) {
      await work(n);
      if (performance.now() - told.at > 2000) {
        told.at = performance.now();
        process.stderr.write(`  ${next} of ${count}\r`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** An account as the app writes it, with a window that has just begun; its flow, up to where it waits. */
async function oneWaitingWindow(url, connectionString) {
  const vault = createAddressVault(await openKeyFile(join(data, 'keys.json')));
  const accounts = new AccountTable(await openTable({ connectionString }, 'Accounts'), vault);
  const [accountId, windowId] = ['account', 'window'];
  const now = Date.now();
  const window = { id: windowId, reason: 'all-removed', startedAt: now, endsAt: now + 30 * DAY };
  const was = { kind: 'active', provenAt: now, confirmedAt: now };
  const contact = {
    ...{ id: 'contact', channel: 'phone', delivery: 'sms', addedAt: now, masked: '' },
    ...{ sealed: vault.seal('+4915100000000', accountId), fingerprint: vault.fingerprint('+4915100000000') },
    state: { kind: 'retired', windowId, windowEndsAt: window.endsAt, was },
  };
  const account = {
    ...{ id: accountId, createdAt: now, locale: 'en', challenges: [], ledgers: [], sessions: [] },
    ...{ contacts: [contact], protection: { kind: 'protected', window } },
  };
  await accounts.create({ account, events: [] });
  const path = `/runtime/webhooks/durabletask/orchestrators/protectionWindow/${PATTERN}`;
  const started = await fetch(url + path, { method: 'POST', body: JSON.stringify({ accountId, windowId }) });
  if (started.status !== 202) throw new Error(`start answered ${started.status}`);
  // Answers when nothing is left to run: the flow has told its contact and waits.
  await fetch(`${url}/local/clock`, { method: 'POST', body: '{"advance":"PT1S"}' });
}

const tableOf = (connectionString, id) => {
  const name = `SecurityInfoInstances${String(tableNumber(id)).padStart(2, '0')}`;
  return TableClient.fromConnectionString(connectionString, name, { allowInsecureConnection: true });
};

const renamed = (text, id) => text.replaceAll(PATTERN, id).replaceAll(tagOf(PATTERN), tagOf(id));

/** The waiting flow's rows, written again under other ids: the emulator takes them faster than the flows would run. */
async function manyMore(connectionString) {
  const rows = [];
  const filter = `PartitionKey eq '${PATTERN}'`;
  for await (const row of tableOf(connectionString, PATTERN).listEntities({ queryOptions: { filter } }))
    rows.push(row);
  await inParallel(WINDOWS - 1, async (n) => {
    const id = `${PATTERN}-${n}`;
    const copies = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([key]) => !['etag', 'timestamp', 'odata.metadata'].includes(key))
          .map(([key, value]) => [key, typeof value === 'string' ? renamed(value, id) : value]),
      ),
    );
    await tableOf(connectionString, id).submitTransaction(copies.map((row) => ['create', row]));
  });
}

const url = await start();
await fetch(`${url}/api/health`);
const { port } = JSON.parse(readFileSync(join(data, 'azurite.json'), 'utf8'));
const connectionString =
  `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${KEY};` +
  `TableEndpoint=http://127.0.0.1:${port}/devstoreaccount1;`;
await oneWaitingWindow(url, connectionString);
host.removeAllListeners('exit');
host.kill('SIGKILL');
await new Promise((resolve) => host.once('exit', resolve));
await manyMore(connectionString);

const starting = performance.now();
const again = await start();
const restart = (performance.now() - starting) / 1000;
await sleep(3000);
const before = usage(host.pid);
await sleep(IDLE_SECONDS * 1000);
const after = usage(host.pid);
const idle = { percent: ((after.cpu - before.cpu) / IDLE_SECONDS) * 100, megabytes: after.megabytes };

const { runtimeStatus } = await (
  await fetch(`${again}/runtime/webhooks/durabletask/instances/${PATTERN}-${WINDOWS - 2}`)
).json();
host.removeAllListeners('exit');
host.kill('SIGTERM');
await new Promise((resolve) => host.once('exit', resolve));
rmSync(data, { recursive: true, force: true });

console.log(`| figure | here | bound |
| --- | --- | --- |
| waiting windows | ${WINDOWS}, the last one ${runtimeStatus} | |
| start of a host with all of them waiting | ${restart.toFixed(1)} s | |
| CPU of the idle host | ${idle.percent.toFixed(2)} % | 2 % |
| memory of the idle host | ${idle.megabytes.toFixed(0)} MB | 400 MB |`);
process.exitCode = idle.percent < 2 && idle.megabytes < 400 ? 0 : 1;
