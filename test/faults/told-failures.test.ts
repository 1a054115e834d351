import { afterAll, beforeAll, expect, it } from 'vitest';
import { everyRow } from '../support/every-row.js';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';
import { StorageProxy } from './storage-proxy.js';

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let proxy: StorageProxy;
let host: LocalHost;
beforeAll(async () => {
  emulator = await tableEmulator();
  const behind = await StorageProxy.inFrontOf(emulator.connectionString);
  ({ proxy } = behind);
  host = await startHost({ storage: behind.connectionString, env: { TELEMETRY: 'console' } });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await proxy.close();
  await emulator[Symbol.asyncDispose]();
});

const SECRET = 'ada.secret@example.org +4915123456789 123456';
/** No outage: an answer that no adapter expects, so that the SDK's own error comes through. */
const unexpected = (to: RegExp) => ({
  to,
  status: 400,
  body: { 'odata.error': { code: 'InvalidInput', message: { lang: 'en', value: SECRET } } },
});

it('PRV-2 an SDK’s words about a failure reach no history, no log and no span', async () => {
  const holder = await Holder.signedUp(host);
  await holder.addEmail('told@example.org');
  await holder.removeAll();
  await holder.noticesSettled('told@example.org');

  proxy.refuse(unexpected(/\/(?:Accounts|Limits|Answers|DueIndex)\b/));
  const failed = await fetch(`${host.url}/api/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ signInName: 'grace@example.com', password: 'correct horse battery' }),
  });
  expect(failed.status).toBe(500);
  // Activities at the first reminder and timers at midnight meet it.
  await host.advance('P23DT1H');
  const rows = await everyRow(emulator.connectionString);
  proxy.refuse(undefined);
  const logs = await host.logsSoFar();

  const history = rows.filter((row) => row.includes("Activity function 'readProtectionWindow' failed"));
  expect(history.length).toBeGreaterThan(0);
  expect(logs).toMatch(/dropOldLimits/);
  for (const text of [await failed.text(), ...rows, logs])
    for (const word of SECRET.split(' '))
      expect(text.includes(word), `${word} in ${text.slice(0, 300)}`).toBe(false);
  // What it was, it says.
  expect(history[0]).toContain('RestError');
  expect(logs).toMatch(/RestError\n\s+at /);

  // Nothing was lost by it.
  await host.advance('P10D');
  expect(await holder.notices('told@example.org')).toContain('protection-ended');
});

it('an outage in an activity is logged by who does not answer', async () => {
  const holder = await Holder.signedUp(host);
  await holder.addEmail('outage@example.org');
  await holder.removeAll();
  await holder.noticesSettled('outage@example.org');
  const before = (await host.logsSoFar()).length;
  proxy.refuse({ to: /\/Accounts\b/, status: 503, body: {} });
  await host.advance('P23DT1H');
  proxy.refuse(undefined);
  const since = (await host.logsSoFar()).slice(before);
  expect(since).toMatch(/readProtectionWindow\S* storage unavailable \(status 503\)/);
});
