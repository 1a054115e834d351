import { beforeAll, describe, expect, it } from 'vitest';
import { createDeviceTokens } from '../../src/adapters/keys/device-tokens.js';
import { createPasswords } from '../../src/adapters/passwords/argon2-passwords.js';
import { systemClock } from '../../src/adapters/system/system-clock.js';
import { systemLater } from '../../src/adapters/system/system-later.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { AccountTable } from '../../src/adapters/tables/account-table.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { RowMemory } from '../../src/adapters/tables/row-memory.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { gateOperation } from '../../src/commands/gate-operation.js';
import type { DeviceId } from '../../src/domain/identifiers.js';
import { DAY, plus } from '../../src/domain/instant.js';
import { ok } from '../../src/domain/outcome.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { NOW, provenAccount } from '../support/accounts.js';
import { idleWorkflows as workflows } from '../support/idle-workflows.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

let next = 0;
/** Somebody whose trusted device was last used two days ago, and a machine that remembers nothing. */
async function withDevice() {
  const deviceTokens = createDeviceTokens(tables.keys);
  const one = provenAccount(`device-${(next += 1)}`, tables.vault);
  const deviceId = systemRandom.id() as DeviceId;
  const { token, tokenHash } = deviceTokens.issue(one.id, deviceId, systemRandom);
  const at = plus(NOW, -2 * DAY);
  const device = { id: deviceId, unused: [tokenHash], spent: [], trustedAt: at, lastUsedAt: at };
  await tables.accounts.create({ account: { ...one, devices: [device] }, events: [] });
  const nothing = new RowMemory(systemClock, systemLater, 0);
  const accounts = new AccountTable(await openTable(tables, 'Accounts'), tables.vault, undefined, nothing);
  const parts = {
    ...{ ...tables, accounts, clock: { now: () => NOW }, policy, random: systemRandom, workflows },
    ...{ deviceTokens, passwords: createPasswords() },
  };
  const uses = async () => {
    const asked = { accountId: one.id, operation: 'mail', deviceToken: token } as const;
    const { result, roundTrips } = await countRoundTrips(() => gateOperation(parts, asked));
    expect(result).toEqual(ok({ allowed: true }));
    return roundTrips['Accounts'];
  };
  return { id: one.id, uses };
}

describe('DEV-1 the day a device was last used', () => {
  it('takes a load and a commit, once', async () => {
    const { id, uses } = await withDevice();
    expect([await uses(), await uses()]).toEqual([2, 1]);
    expect((await tables.accounts.load(id))?.account.devices[0]?.lastUsedAt).toBe(NOW);
  });

  it('is noted once by many at once', async () => {
    const { id, uses } = await withDevice();
    await Promise.all(Array.from({ length: 5 }, uses));
    expect((await tables.accounts.load(id))?.account.devices[0]?.lastUsedAt).toBe(NOW);
  });
});
