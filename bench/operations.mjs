import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { newestCode, post } from './support/add-flow.mjs';
import { plain } from './support/figures.mjs';
import { startHost } from './support/host.mjs';
import { seededAccounts } from './support/seeded-accounts.mjs';
import { recorder } from './support/storage-recorder.mjs';
import { withStorage } from './support/storage.mjs';

/** Delivery reports and notices of what went before must not be counted with what comes after. */
const SETTLED_MS = 3_000;

/** Requests and bytes that an operation costs between the app and its storage: what speed and price come from. */
export function operations() {
  return withStorage(async ({ data, storage }) => {
    const tape = await recorder(storage);
    const host = await startHost({ app: '.', data, storage: tape.storage });
    try {
      await fetch(`${host.url}/api/health`);
      const [warm, measured] = await seededAccounts({ data, storage, count: 2 });
      await each(host, warm, (_, work) => work());
      const rows = [];
      await each(host, measured, async (name, work) => {
        await sleep(SETTLED_MS);
        let result;
        rows.push(rowOf(name, await tape.during(async () => (result = await work()))));
        return result;
      });
      return rows;
    } finally {
      await host.stop();
      await tape.close();
    }
  });
}

/** What a holder does, each step in the hands of `step`. */
async function each({ url }, { token }, step) {
  const email = `${randomUUID()}@example.org`;
  const contact = { channel: 'email', address: email };
  const { challenge, contact: kept } = await step('adding an address', () =>
    post(url, 'security-info', token, contact),
  );
  const code = await newestCode(url, email);
  await step('proving it', () => post(url, `challenges/${challenge.id}/verify`, token, { code }));
  await step('the list', () => call(url, 'GET', 'security-info', token));
  const asked = await step('a code for a step-up', () =>
    post(url, 'challenges', token, { contactId: kept.id, purpose: 'step-up' }),
  );
  const proof = { code: await newestCode(url, email) };
  const { accessToken } = await step('the step-up', () =>
    post(url, `challenges/${asked.id}/verify`, token, proof),
  );
  await step('removing the last, which begins a window', () =>
    call(url, 'DELETE', 'security-info?acknowledge=protection-window', accessToken),
  );
}

async function call(url, method, path, token) {
  const answer = await fetch(`${url}/api/${path}`, { method, headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** Without the task hub's: another backend asks other things. */
function rowOf(name, recorded) {
  const own = recorded.filter(({ table }) => !table.startsWith('SecurityInfo'));
  const bytes = (of) => own.reduce((sum, one) => sum + one[of], 0);
  const kilobytes = (of) => `${(bytes(of) / 1_000).toFixed(1)} kB`;
  return plain(
    `${name}: storage requests, bytes there, and back`,
    [String(own.length), ...['sent', 'got'].map(kilobytes)].join(', '),
  );
}
