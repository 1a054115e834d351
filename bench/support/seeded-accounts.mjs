import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createAddressVault } from '../../dist/src/adapters/keys/address-vault.js';
import { openKeyFile } from '../../dist/src/adapters/keys/key-file.js';
import { AccountTable } from '../../dist/src/adapters/tables/account-table.js';
import { openTable } from '../../dist/src/adapters/tables/table-service.js';
import { createAccessTokens } from '../../dist/src/adapters/tokens/access-tokens.js';
import { newAccount } from '../../dist/src/domain/new-account.js';
import { inParallel } from './in-parallel.mjs';
import { counter } from './progress.mjs';

const AT_ONCE = 16;
const DAY_MS = 86_400_000;
/** What the app calls itself where no public address is configured. */
const ISSUER = 'urn:security-info:local';

/**
 * Accounts as signing up and signing in leave them, with the tokens of their sessions: written straight into the table,
 * because hashing two passwords an account would take longer than all that is measured.
 *
 * @param table another one than the app's, for what is played without a host
 */
export async function seededAccounts({ data, storage, count, table = 'Accounts' }) {
  const keys = await openKeyFile(join(data, 'keys.json'));
  const accounts = new AccountTable(
    await openTable({ connectionString: storage }, table),
    createAddressVault(keys),
  );
  const tokens = await createAccessTokens({ keys: keys.signing, issuer: ISSUER });
  const [now, seeded] = [Date.now(), []];
  const [session, until] = [{ createdAt: now, expiresAt: now + 90 * DAY_MS }, now + 90 * DAY_MS];
  const tick = counter('accounts written', count);
  await inParallel(count, AT_ONCE, async (n) => {
    const [accountId, sessionId] = [randomUUID(), randomUUID()];
    const account = {
      ...newAccount(accountId, 'en', now),
      // As createAccount leaves it: what goes out of date is noted, and what it claims is listed.
      ...{ activityDueAt: until, claimsListed: true, lastConfirmedAt: now },
      sessions: [{ id: sessionId, ...session }],
    };
    await accounts.create({ account, events: [] });
    seeded[n] = { accountId, token: await tokens.issue({ accountId, sessionId }, until, now) };
    tick();
  });
  return seeded;
}
