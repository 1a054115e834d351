import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isHeldBack, untilEven, type Waiting } from '../../src/http/even-time.js';

const TICKET = { challengeId: `rc.${'A'.repeat(103)}` };

const BEAT = { answers: 'all', milliseconds: 100 } as const;

/** When an answer goes out whose work took so long, ms; in a time of its own, whose timers ring a millisecond off. */
async function goesOutAt(work: number, timer: -1 | 0 | 1): Promise<number> {
  let now = 1_000_000 + work;
  const waiting: Waiting = {
    now: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds + timer;
    },
    turn: async () => {
      now += 0.125;
    },
  };
  await untilEven(1_000_000, BEAT, waiting);
  return now - 1_000_000;
}

describe('answers at even times', () => {
  it.each([
    [0.5, 100],
    [5, 100],
    [60, 100],
    [97.5, 100],
    [98.5, 100],
    [99.875, 100],
    [100, 100],
    [100.125, 200],
    [130, 200],
    [1999, 2000],
  ])('REC-1 work of %s ms goes out after %s, whatever timers do', async (work, beat) => {
    for (const timer of [-1, 0, 1] as const) expect(await goesOutAt(work, timer)).toBe(beat);
  });

  it('REC-1 an answer never goes out before its beat, and waits for one in real time', async () => {
    await Promise.all(
      [0, 5, 60, 130].map(async (work) => {
        const started = performance.now();
        if (work > 0) await sleep(work);
        const worked = performance.now() - started;
        await untilEven(started, BEAT);
        expect(performance.now() - started).toBeGreaterThanOrEqual(Math.ceil(worked / 100) * 100);
      }),
    );
  });

  it('REC-1 IDN-3 which answers', () => {
    const even = (answers: 'all' | 'refusals' | 'to-nobody') => ({ evenTime: { answers, milliseconds: 1 } });
    expect(isHeldBack({}, { status: 401 }, {})).toBe(false);
    expect([200, 404].map((status) => isHeldBack(even('all'), { status }, {}))).toEqual([true, true]);
    expect([200, 399, 400, 401].map((status) => isHeldBack(even('refusals'), { status }, {}))).toEqual([
      ...[false, false, true, true],
    ]);
    const ids = [TICKET, { challengeId: 'A'.repeat(22) }];
    expect(ids.map((id) => isHeldBack(even('to-nobody'), { status: 200 }, id))).toEqual([true, false]);
  });
});
