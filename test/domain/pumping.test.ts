import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, plus, type Instant } from '../../src/domain/instant.js';
import {
  allowed,
  defaultPumping,
  gateEnds,
  isClosed,
  openGate,
  unanswered,
  withEntered,
  withSent,
  type Gate,
} from '../../src/domain/pumping.js';
import { NOW } from '../support/accounts.js';

const rule = defaultPumping[0]!;
const ofRequester = defaultPumping[1]!;

function sent(times: number, gate: Gate = openGate(rule), now: Instant = NOW, by = rule): Gate {
  let next = gate;
  for (let n = 0; n < times; n += 1) next = withSent(next, by, now);
  return next;
}

describe('CODE-5 codes that nobody types back', () => {
  it.each([
    [19, false],
    [20, true],
    [21, true],
  ])('%s of them close a calling code without a history: %s', (times, closed) => {
    expect(isClosed(sent(times), NOW)).toBe(closed);
  });

  it.each([
    [9, false],
    [10, true],
  ])('%s of them close a requester: %s', (times, closed) => {
    expect(isClosed(sent(times, openGate(ofRequester), NOW, ofRequester), NOW)).toBe(closed);
  });

  it('those typed back don’t count, and the hour’s are forgotten after it', () => {
    const gate = withEntered(sent(19), NOW, 10);
    expect(unanswered(gate, NOW)).toBe(9);
    expect(isClosed(sent(10, gate), NOW)).toBe(false);
    expect(isClosed(sent(11, gate), NOW)).toBe(true);
    const later = plus(NOW, HOUR + MINUTE);
    expect(isClosed(sent(19, sent(19), later), later)).toBe(false);
  });

  it('it opens again when those that closed it did not go out after all', () => {
    const back = (gate: Gate, times: number) => withSent(gate, rule, NOW, -times);
    const closed = sent(20);
    for (const [gate, left] of [
      [back(closed, 1), 19],
      [back(back(closed, 3), 2), 15],
    ] as const) {
      expect([isClosed(gate, NOW), gate.closings, unanswered(gate, NOW)]).toEqual([false, 0, left]);
      expect(isClosed(sent(19 - left, gate), NOW)).toBe(false);
      expect(isClosed(sent(20 - left, gate), NOW)).toBe(true);
    }
    const answered = withEntered(closed, NOW, 2);
    expect(unanswered(back(answered, 1), NOW)).toBe(17);
  });

  it('it stays closed when others closed it, and what is given back opens it no further later on', () => {
    // Two that another machine had counted before it knew.
    const late = sent(2, sent(20));
    const gate = withSent(late, rule, NOW, -2);
    expect(isClosed(gate, NOW)).toBe(true);
    expect(isClosed(withSent(gate, rule, NOW, -1), NOW)).toBe(false);
    const opened = plus(NOW, HOUR);
    expect(isClosed(sent(18, gate, opened), opened)).toBe(true);
    expect(isClosed(sent(20, withSent(sent(30), rule, NOW, -5), opened), opened)).toBe(true);
  });

  it('a second closing that was in vain counts as none', () => {
    const first = sent(20);
    const opened = plus(NOW, HOUR);
    const again = withSent(sent(20, first, opened), rule, opened, -1);
    expect(again).toMatchObject({ closings: 1, closedUntil: opened });
    expect(isClosed(again, opened)).toBe(false);
    expect(sent(1, again, opened).closedUntil).toBe(plus(opened, 2 * HOUR));
  });

  it('a fifth of the best of fourteen days, or of the last 24 hours, is allowed', () => {
    const busy = withEntered(openGate(rule), NOW, 1000);
    expect(allowed(busy, rule, NOW)).toBe(200);
    expect(allowed(busy, rule, plus(NOW, 13 * DAY))).toBe(200);
    expect(allowed(busy, rule, plus(NOW, 14 * DAY))).toBe(20);
    expect(allowed(withEntered(openGate(rule), NOW, 100), rule, NOW)).toBe(20);
  });

  it('it closes for an hour, opens by itself with a clean sheet, and closes longer when it goes on', () => {
    let gate = sent(20);
    let now = NOW;
    const waits = [];
    for (let n = 0; n < 7; n += 1) {
      const until = gate.closedUntil!;
      waits.push((until - now) / HOUR);
      expect(isClosed(gate, plus(until, -1))).toBe(true);
      now = until;
      expect(isClosed(gate, now)).toBe(false);
      expect(isClosed(sent(19, gate, now), now)).toBe(false);
      gate = sent(20, gate, now);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 24, 24]);
    const calm = plus(gate.closedUntil!, DAY);
    expect(sent(20, gate, calm).closedUntil).toBe(plus(calm, HOUR));
  });

  const act = fc.record({
    what: fc.constantFrom('pump', 'pump', 'honest', 'wait'),
    pause: fc.integer({ min: 0, max: 30 * MINUTE }),
  });

  it('however they are mixed: no more are unanswered in an hour than allowed, and every closing ends within a day', () => {
    fc.assert(
      fc.property(fc.array(act, { minLength: 60, maxLength: 300 }), (acts) => {
        let gate = openGate(rule);
        let now: Instant = NOW;
        const pumped: Instant[] = [];
        for (const { pause, what } of acts) {
          if (what === 'wait') now = plus(now, pause);
          else if (!isClosed(gate, now)) {
            gate = withSent(gate, rule, now);
            if (what === 'honest') gate = withEntered(gate, now);
            else pumped.push(now);
          }
          if (gate.closedUntil !== undefined) expect(gate.closedUntil).toBeLessThanOrEqual(plus(now, DAY));
          expect(gateEnds(gate, now)).toBeGreaterThanOrEqual(now);
        }
        for (const end of pumped) {
          const lately = pumped.filter((at) => at > end - HOUR && at <= end).length;
          expect(lately).toBeLessThanOrEqual(rule.base + acts.length * rule.share);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a service whose people type most codes back never closes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 0, max: 2 }), (rate, lost) => {
        let gate = openGate(rule);
        for (let minute = 0; minute < 600; minute += 1) {
          const now = plus(NOW, minute * MINUTE);
          gate = withSent(gate, rule, now, rate);
          const answered = minute % 10 < lost ? rate - 1 : rate;
          gate = withEntered(gate, now, answered);
          expect(isClosed(gate, now)).toBe(false);
        }
      }),
      { numRuns: 20 },
    );
  });
});
