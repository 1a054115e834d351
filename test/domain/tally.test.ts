import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, instant, MINUTE, plus, type Instant } from '../../src/domain/instant.js';
import { emptyAt, emptyTally, roomAt, total, withCount } from '../../src/domain/tally.js';
import { NOW } from '../support/accounts.js';

describe('a tally', () => {
  it('CODE-5 counts what happened in the window', () => {
    let tally = emptyTally(HOUR);
    for (let n = 0; n < 3; n += 1) tally = withCount(tally, plus(NOW, n * MINUTE));
    expect(total(tally, plus(NOW, 2 * MINUTE))).toBe(3);
    expect(total(tally, plus(NOW, HOUR + MINUTE - 1))).toBe(3);
    expect(total(tally, plus(NOW, HOUR + MINUTE))).toBe(2);
    expect(total(tally, emptyAt(tally, NOW))).toBe(0);
  });

  it.each([
    [2, true],
    [3, false],
    [4, false],
  ])('CODE-5 with %s of 3 there is room for one more: %s', (count, hasRoom) => {
    expect(roomAt(withCount(emptyTally(HOUR), NOW, count), 3, NOW) <= NOW).toBe(hasRoom);
  });

  const steps = fc.array(fc.integer({ min: 0, max: 20 * MINUTE }), { minLength: 1, maxLength: 80 });

  it('CODE-5 whoever counts only when there is room never exceeds the limit in any window, and waits exactly as told', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 8 }), (gaps, limit) => {
        let now: Instant = NOW;
        let tally = emptyTally(HOUR);
        const counted: Instant[] = [];
        for (const gap of gaps) {
          now = plus(now, gap);
          const room = roomAt(tally, limit, now);
          if (now < room) {
            expect(roomAt(tally, limit, instant(room - 1))).toBe(room);
            expect(room - now).toBeLessThanOrEqual(HOUR + MINUTE);
            now = room;
          }
          expect(roomAt(tally, limit, now)).toBe(now);
          tally = withCount(tally, now);
          counted.push(now);
        }
        for (const end of counted)
          expect(counted.filter((at) => at > end - HOUR && at <= end).length).toBeLessThanOrEqual(limit);
        expect(tally.slots.length).toBeLessThanOrEqual(62);
      }),
    );
  });

  it('CODE-5 what is taken back is as if it had never been counted, whatever was counted since', () => {
    const kept = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 * MINUTE }), fc.boolean()), { maxLength: 40 });
    fc.assert(
      fc.property(kept, fc.integer({ min: 0, max: HOUR }), (events, later) => {
        let now: Instant = NOW;
        let [all, only] = [emptyTally(HOUR), emptyTally(HOUR)];
        const back: Instant[] = [];
        for (const [gap, isKept] of events) {
          now = plus(now, gap);
          all = withCount(all, now);
          if (isKept) only = withCount(only, now);
          else back.push(now);
        }
        for (const at of back) if (now < plus(at, HOUR)) all = withCount(all, at, -1);
        expect(total(all, plus(now, later))).toBe(total(only, plus(now, later)));
      }),
    );
  });

  it('CODE-5 nothing counts longer than the window and a sixtieth of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: HOUR }), (offset) => {
        const at = plus(NOW, offset);
        const tally = withCount(emptyTally(HOUR), at);
        expect(total(tally, plus(at, HOUR - 1))).toBe(1);
        expect(total(tally, plus(at, HOUR + MINUTE))).toBe(0);
      }),
    );
  });

  it('a clock that is behind counts in the newest slot', () => {
    const ahead = withCount(emptyTally(HOUR), plus(NOW, 5 * MINUTE));
    const tally = withCount(ahead, NOW);
    expect(tally.slots).toHaveLength(1);
    expect(total(tally, NOW)).toBe(2);
  });
});
