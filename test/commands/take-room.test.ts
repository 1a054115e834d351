import { beforeAll, describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { LimitTable } from '../../src/adapters/tables/limit-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { lookAt, noteAnswers } from '../../src/commands/limited-room.js';
import { takeAtOnce, takeRoom } from '../../src/commands/take-room.js';
import { HOUR, plus, SECOND, type Instant } from '../../src/domain/instant.js';
import { defaultPolicy } from '../../src/domain/policy.js';
import type { Room } from '../../src/domain/room.js';
import { total } from '../../src/domain/tally.js';
import type { Limits } from '../../src/ports/limits.js';
import { Unavailable } from '../../src/ports/unavailable.js';
import { NOW } from '../support/accounts.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

let now: Instant = NOW;
const SLIDING = { kind: 'sliding' } as const;
const policy = {
  ...defaultPolicy,
  limits: [
    { action: 'start-recovery', key: 'subject', limit: 3, window: HOUR, wait: SLIDING },
    { action: 'start-recovery', key: 'subject', limit: 5, window: 24 * HOUR, wait: SLIDING },
    { action: 'start-recovery', key: 'requester', limit: 10, window: HOUR, wait: SLIDING },
    { action: 'send-by-phone', key: 'service', limit: 400, window: HOUR, wait: SLIDING },
    { action: 'send-by-phone', key: 'calling-code', limit: 10_000, window: HOUR, wait: SLIDING },
  ] as const,
};
const parts = () => ({ ...tables, clock: { now: () => now }, policy, random: systemRandom });

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

  it('CODE-9 of twenty at once no more than three get through, and the rest take nothing from the other limit', async () => {
    const started = await Promise.all(Array.from({ length: 20 }, () => start('g', 'four')));
    const through = started.filter((one) => one.ok).length;
    // Fewer where the other limit was full for a moment, of those who then gave theirs back.
    expect(through).toBeLessThanOrEqual(3);
    for (let n = through; n < 10; n += 1) expect((await start(`h ${n}`, 'four')).ok).toBe(true);
    expect((await start('i', 'four')).ok).toBe(false);
  });
});

describe('taking at once', () => {
  const atOnce = (subject: string) =>
    takeAtOnce(parts(), 'start-recovery', { key: 'subject', value: subject, of: 'account' });
  /** The subject's is rarely there; the place's is looked at. */
  async function begin(subject: string, requester: string) {
    const place = { key: 'requester', value: requester, of: 'requester' } as const;
    const standings = await Promise.all([atOnce(subject), lookAt(parts(), 'start-recovery', place)]);
    return takeRoom(parts(), 'too-many-attempts', standings);
  }

  it('CODE-5 costs one request where nothing is there, three where something is', async () => {
    const trips = async () => (await countRoundTrips(() => atOnce('k'))).roundTrips;
    expect(await trips()).toEqual({ Limits: 1 });
    expect(await trips()).toEqual({ Limits: 3 });
  });

  it('CODE-5 up to the limit; one that refuses takes nothing from the other', async () => {
    for (let n = 0; n < 3; n += 1) expect((await begin('l', 'six')).ok).toBe(true);
    for (let n = 0; n < 9; n += 1)
      expect(await begin('l', 'six')).toMatchObject({ refusal: { of: 'account', retryAfter: 3660 } });
    for (let n = 0; n < 7; n += 1) expect((await begin(`l ${n}`, 'six')).ok).toBe(true);
    expect(await begin('l more', 'six')).toMatchObject({ refusal: { of: 'requester' } });
  });

  it('CODE-5 is given back where another limit refuses', async () => {
    for (let n = 0; n < 10; n += 1) expect((await begin(`m ${n}`, 'seven')).ok).toBe(true);
    for (let n = 0; n < 4; n += 1)
      expect(await begin('m', 'seven')).toMatchObject({ refusal: { of: 'requester' } });
    for (let n = 0; n < 3; n += 1) expect((await begin('m', 'eight')).ok).toBe(true);
    expect((await begin('m', 'eight')).ok).toBe(false);
  });

  it('CODE-9 of twenty at once no more than three get through, and the rest take nothing from the other limit', async () => {
    const begun = await Promise.all(Array.from({ length: 20 }, () => begin('n', 'nine')));
    const through = begun.filter((one) => one.ok).length;
    expect(through).toBeLessThanOrEqual(3);
    for (let n = through; n < 10; n += 1) expect((await begin(`n ${n}`, 'nine')).ok).toBe(true);
    expect((await begin('n more', 'nine')).ok).toBe(false);
  });

  it('CODE-9 of twenty at once that another limit refuses in part, the rest give theirs back', async () => {
    const begun = await Promise.all(Array.from({ length: 20 }, (_, n) => begin(`o ${n}`, 'ten')));
    const [gone, refused] = [begun.filter((one) => one.ok), begun.filter((one) => !one.ok)];
    expect([gone.length, refused.length]).toEqual([10, 10]);
    const counts = await Promise.all(
      begun.map(async (_, n) => {
        const kept = await tables.limits.find<Room>(
          tables.vault.limited('start-recovery', 'subject', `o ${n}`),
        );
        return kept === undefined ? 0 : total(kept.state.tallies[0]!, now);
      }),
    );
    expect(counts).toEqual(begun.map((one) => (one.ok ? 1 : 0)));
  });
});

/** A process of its own over the same table. */
async function machine() {
  const own = new LimitTable(await openTable(tables, 'Limits'));
  const reported: unknown[] = [];
  const its = () => ({ ...parts(), limits: own, report: (event: unknown) => void reported.push(event) });
  const send = async (key: 'service' | 'calling-code', value: string) => {
    const looked = await lookAt(its(), 'send-by-phone', { key, value, of: key });
    return (await takeRoom(its(), 'too-many-codes', [looked])).ok;
  };
  const answer = (value: string) =>
    noteAnswers(its(), 'send-by-phone', { key: 'calling-code', value, of: 'calling-code' }, 1);
  return { send, answer, reported };
}

describe('counts that everybody takes from', () => {
  it('CODE-5 are written in blocks; three machines exceed the limit by less than a hundredth each', async () => {
    const machines = await Promise.all([machine(), machine(), machine()]);
    let sent = 0;
    const { roundTrips } = await countRoundTrips(async () => {
      for (let n = 0; n < 200; n += 1) {
        const all = await Promise.all(machines.map(({ send }) => send('service', 'all')));
        sent += all.filter(Boolean).length;
      }
    });
    expect(sent).toBeGreaterThanOrEqual(400);
    expect(sent).toBeLessThanOrEqual(400 + 3 * 4);
    expect(roundTrips['Limits']).toBeLessThan(sent * 1.5);
  });

  it('CODE-5 a hundred at once on one machine are all counted', async () => {
    const { send } = await machine();
    for (let round = 0; round < 5; round += 1) {
      const all = await Promise.all(Array.from({ length: 100 }, () => send('service', 'burst')));
      if (round < 4) expect(all.every(Boolean)).toBe(true);
      else expect(all.some(Boolean)).toBe(false);
    }
  });

  it('CODE-5 a gate that one machine closes is closed for the others, and said once', async () => {
    const [one, two] = [await machine(), await machine()];
    for (let n = 0; n < 20; n += 1) expect(await one.send('calling-code', '+99')).toBe(true);
    expect(await one.send('calling-code', '+99')).toBe(false);
    expect(await two.send('calling-code', '+99')).toBe(false);
    expect(await two.send('calling-code', '+98')).toBe(true);
    expect(one.reported).toMatchObject([
      { event: 'pumping-gate-closed', gate: 'calling-code', callingCode: '+99' },
    ]);
    expect(two.reported).toEqual([]);
    now = plus(now, HOUR);
    expect(await two.send('calling-code', '+99')).toBe(true);
  });

  it('CODE-5 answers on any machine keep it open', async () => {
    const [one, two] = [await machine(), await machine()];
    for (let n = 0; n < 60; n += 1) {
      expect(await one.send('calling-code', '+97')).toBe(true);
      await two.answer('+97');
    }
  });
});

describe('when the counts can’t be reached', () => {
  it('DUR-1 nothing is sent: it throws, and is not counted', async () => {
    const down: Limits = {
      hot: tables.limits.hot,
      writing: tables.limits.writing,
      find: () => Promise.resolve(undefined),
      put: () => Promise.reject(new Unavailable('storage')),
      begin: () => () => undefined,
      underway: () => 0,
      dropOld: () => Promise.resolve(0),
    };
    const its = { ...parts(), limits: down };
    const looked = await lookAt(its, 'start-recovery', { key: 'subject', value: 'down', of: 'account' });
    await expect(takeRoom(its, 'too-many-attempts', [looked])).rejects.toThrow(Unavailable);
    for (let n = 0; n < 3; n += 1) expect((await start('down', 'five')).ok).toBe(true);
  });
});
