import { join } from 'node:path';
import { createAddressVault } from '../../dist/src/adapters/keys/address-vault.js';
import { openKeyFile } from '../../dist/src/adapters/keys/key-file.js';
import { AccountTable } from '../../dist/src/adapters/tables/account-table.js';
import { openTable } from '../../dist/src/adapters/tables/table-service.js';
import { newAccount } from '../../dist/src/domain/new-account.js';
import { Flows } from './flows.mjs';
import { startHost } from './host.mjs';

const DAY_MS = 86_400_000;

/** The instance whose rows are copied. */
export const PATTERN = 'protection-window:bench';

/** A protection window that has just begun, as the app leaves it, on a host that is gone again. */
export async function waitingWindow({ data, storage }) {
  const host = await startHost({ app: '.', data, storage });
  await fetch(`${host.url}/api/health`);
  await begin(new Flows(host.url), data, storage);
  await host.kill();
}

/** An account as the app writes it, with a window that has just begun; its flow, up to where it waits. */
async function begin(flows, data, storage) {
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
    ...newAccount(accountId, 'en', now),
    ...{ contacts: [contact], protection: { kind: 'protected', window } },
  };
  await accounts.create({ account, events: [] });
  await flows.start('protectionWindow', PATTERN, { accountId, windowId });
  // The flow tells its contact, then waits.
  await flows.advance('PT1S');
}
