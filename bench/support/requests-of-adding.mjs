import { setTimeout as sleep } from 'node:timers/promises';
import { addAndVerify } from './add-flow.mjs';
import { startHost } from './host.mjs';
import { seededAccounts } from './seeded-accounts.mjs';
import { recorder } from './storage-recorder.mjs';

/** Delivery reports come after the answer; what is written down must not be somebody else's. */
const REPORTS_SETTLED_MS = 3_000;
/** What one flow asks of the storage, written down between a host that is warm and its tables. */
export async function requestsOfAdding({ data, storage }) {
  const tape = await recorder(storage);
  const host = await startHost({ app: '.', data, storage: tape.storage });
  try {
    await fetch(`${host.url}/api/health`);
    const [account, ...others] = await seededAccounts({ data, storage, count: 4 });
    for (const one of others) await addAndVerify(host.url, one);
    await sleep(REPORTS_SETTLED_MS);
    const operations = await tape.during(() => addAndVerify(host.url, account));
    return { accountId: account.accountId, operations };
  } finally {
    await host.stop();
    await tape.close();
  }
}
