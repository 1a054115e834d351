// An idle host with many waiting windows: what it costs in CPU and memory, and how fast it comes back.
//   npm run bench            10,000 windows, half a minute of idling
//   WINDOWS=1000 IDLE_SECONDS=10 npm run bench
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAddressVault } from '../dist/src/adapters/keys/address-vault.js';
import { openKeyFile } from '../dist/src/adapters/keys/key-file.js';
import { AccountTable } from '../dist/src/adapters/tables/account-table.js';
import { openTable } from '../dist/src/adapters/tables/table-service.js';

const WINDOWS = Number(process.env.WINDOWS ?? 10_000);
const IDLE_SECONDS = Number(process.env.IDLE_SECONDS ?? 30);
const AT_ONCE = 16;

/** The emulator's published account key; no secret. */
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const DAY = 86_400_000;

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

/** Writes accounts as the app does, each with a window that has just begun, without thirty thousand sign-ups. */
async function accountWriter() {
  const { port } = JSON.parse(readFileSync(join(data, 'azurite.json'), 'utf8'));
  const connectionString =
    `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${KEY};` +
    `TableEndpoint=http://127.0.0.1:${port}/devstoreaccount1;`;
  const vault = createAddressVault(await openKeyFile(join(data, 'keys.json')));
  const accounts = new AccountTable(await openTable({ connectionString }, 'Accounts'), vault);
  return async (n) => {
    const [id, windowId, contactId] = [`account-${n}`, `window-${n}`, `contact-${n}`];
    const now = Date.now();
    const was = { kind: 'active', provenAt: now, confirmedAt: now };
    const phone = `+4915${String(n).padStart(9, '0')}`;
    const contact = {
      ...{ id: contactId, channel: 'phone', delivery: 'sms', addedAt: now, masked: '' },
      sealed: vault.seal(phone, id),
      fingerprint: vault.fingerprint(phone),
      state: { kind: 'retired', windowId, windowEndsAt: now + 30 * DAY, was },
    };
    const window = { id: windowId, reason: 'all-removed', startedAt: now, endsAt: now + 30 * DAY };
    const account = {
      ...{ id, createdAt: now, locale: 'en', challenges: [], ledgers: [], sessions: [], contacts: [contact] },
      protection: { kind: 'protected', window },
    };
    await accounts.create({ account, events: [] });
    return { accountId: id, windowId };
  };
}

const url = await start();
await fetch(`${url}/api/health`);
const writeAccount = await accountWriter();
const began = performance.now();
await inParallel(WINDOWS, async (n) => {
  const input = await writeAccount(n);
  const path = `/runtime/webhooks/durabletask/orchestrators/protectionWindow/protection-window:${n}`;
  const response = await fetch(url + path, { method: 'POST', body: JSON.stringify(input) });
  if (response.status !== 202) throw new Error(`start answered ${response.status}`);
});
const perSecond = WINDOWS / ((performance.now() - began) / 1000);
for (;;) {
  const before = usage(host.pid).cpu;
  await sleep(2000);
  if (usage(host.pid).cpu - before < 0.1) break;
}

const before = usage(host.pid);
await sleep(IDLE_SECONDS * 1000);
const after = usage(host.pid);
const idle = { percent: ((after.cpu - before.cpu) / IDLE_SECONDS) * 100, megabytes: after.megabytes };

host.removeAllListeners('exit');
host.kill('SIGKILL');
await sleep(300);
const restarting = performance.now();
const again = await start();
const restart = (performance.now() - restarting) / 1000;
await sleep(1000);
const told = (await (await fetch(`${again}/local/outbox`)).json()).length;
const back = usage(host.pid).megabytes;
host.removeAllListeners('exit');
host.kill('SIGTERM');
await new Promise((resolve) => host.once('exit', resolve));
rmSync(data, { recursive: true, force: true });

console.log(`| figure | here | bound |
| --- | --- | --- |
| waiting windows, each told that it began | ${WINDOWS}, ${told} | |
| started, a second | ${perSecond.toFixed(0)} | |
| CPU of the idle host | ${idle.percent.toFixed(2)} % | 2 % |
| memory of the idle host | ${idle.megabytes.toFixed(0)} MB | 400 MB |
| restart with all of them waiting | ${restart.toFixed(1)} s | |
| memory after the restart | ${back.toFixed(0)} MB | |`);
process.exitCode = idle.percent < 2 && idle.megabytes < 400 ? 0 : 1;
