import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isHeldBack, untilEven } from '../../src/http/even-time.js';

const TICKET = { challengeId: `rc.${'A'.repeat(103)}` };

async function passed(work: number, milliseconds: number): Promise<number> {
  const started = performance.now();
  if (work > 0) await sleep(work);
  await untilEven(started, { answers: 'all', milliseconds });
  return performance.now() - started;
}

describe('answers at even times', () => {
  it('REC-1 whatever the work takes, the answer goes out at a multiple and never before it', async () => {
    const [none, little, more, beyond] = await Promise.all([0, 5, 60, 130].map((work) => passed(work, 100)));
    for (const time of [none!, little!, more!]) {
      expect(time).toBeGreaterThanOrEqual(100);
      expect(time).toBeLessThan(200);
    }
    expect(beyond).toBeGreaterThanOrEqual(200);
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
