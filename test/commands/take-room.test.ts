import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddressVault } from '../../src/adapters/keys/address-vault.js';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { LimitTable } from '../../src/adapters/tables/limit-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { lookAt, takeRoom } from '../../src/commands/take-room.js';
import { HOUR, plus, SECOND, type Instant } from '../../src/domain/instant.js';
import { defaultPolicy } from '../../src/domain/policy.js';
import { NOW } from '../support/accounts.js';
import { tableEmulator } from '../support/table-emulator.js';

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let limits: LimitTable;
let now: Instant = NOW;
const vault = createAddressVault(await generateKeyRing());
beforeAll(async () => {
  emulator = await tableEmulator();
  limits = new LimitTable(await openTable(emulator, 'Limits'));
});
afterAll(async () => {
  await emulator[Symbol.asyncDispose]();
});

const SLIDING = { kind: 'sliding' } as const;
const policy = {
  ...defaultPolicy,
  limits: [
    { action: 'start-recovery', key: 'subject', limit: 3, window: HOUR, wait: SLIDING },
    { action: 'start-recovery', key: 'subject', limit: 5, window: 24 * HOUR, wait: SLIDING },
    { action: 'start-recovery', key: 'requester', limit: 10, window: HOUR, wait: SLIDING },
  ] as const,
};
const parts = () => ({ clock: { now: () => now }, limits, policy, random: systemRandom, vault });

async function start(subject: string, requester: string) {
  const looked = await Promise.all([
    lookAt(parts(), 'start-recovery', { key: 'subject', value: subject, of: 'account' }),
    lookAt(parts(), 'start-recovery', { key: 'requester', value: requester, of: 'requester' }),
  ]);
  return takeRoom(parts(), 'too-many-attempts', looked);
}

describe('taking room', () => {
  it('CODE-5 up to the limit, then waits exactly as told, in the shorter window and the longer', async () => {
    for (let n = 0; n < 3; n += 1) expect((await start('a', 'one')).ok).toBe(true);
    const refused = await start('a', 'one');
    expect(refused).toMatchObject({ refusal: { code: 'too-many-attempts', of: 'account' } });
    const retryAfter = refused.ok ? 0 : refused.refusal.retryAfter;
    now = plus(NOW, (retryAfter - 1) * SECOND);
    expect((await start('a', 'one')).ok).toBe(false);
    now = plus(NOW, retryAfter * SECOND);
    for (let n = 0; n < 2; n += 1) expect((await start('a', 'one')).ok).toBe(true);
    const day = await start('a', 'one');
    expect(day.ok ? 0 : day.refusal.retryAfter).toBeGreaterThan(20 * 3600);
  });

  it('CODE-5 what one limit refuses takes nothing from another', async () => {
    for (let n = 0; n < 12; n += 1) await start('b', 'two');
    for (const subject of ['c', 'd'])
      for (let n = 0; n < 3; n += 1) expect((await start(subject, 'two')).ok).toBe(true);
    expect((await start('e', 'two')).ok).toBe(true);
    expect(await start('f', 'two')).toMatchObject({ refusal: { of: 'requester' } });
    for (let n = 0; n < 3; n += 1) expect((await start('f', 'three')).ok).toBe(true);
  });

  it('CODE-9 of twenty at once three get through, and the rest take nothing from the other limit', async () => {
    const started = await Promise.all(Array.from({ length: 20 }, () => start('g', 'four')));
    expect(started.filter((one) => one.ok)).toHaveLength(3);
    for (const subject of ['h', 'i'])
      for (let n = 0; n < 3; n += 1) expect((await start(subject, 'four')).ok).toBe(true);
    expect((await start('j', 'four')).ok).toBe(true);
    expect((await start('j', 'four')).ok).toBe(false);
  });
});
