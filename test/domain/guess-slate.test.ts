import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Requester } from '../../src/domain/code-ledger.js';
import {
  emptySlate,
  guessWait,
  isClean,
  slateEnds,
  withGuess,
  withoutGuess,
  withRight,
  type GuessSlate,
} from '../../src/domain/guess-slate.js';
import { DAY, HOUR, MINUTE, plus, type Instant } from '../../src/domain/instant.js';
import { defaultLimits as limits } from '../../src/domain/limits.js';
import { NOW } from '../support/accounts.js';

const HOME = 'home' as Requester;
const ELSEWHERE = 'elsewhere' as Requester;
const from = (requester: Requester | undefined, isTrusted = false) => ({ requester, isTrusted });

function guessed(times: number, requester: (n: number) => Requester | undefined, slate = emptySlate(NOW)) {
  let next = slate;
  for (let n = 0; n < times; n += 1) next = withGuess(next, requester(n), NOW, limits);
  return next;
}
const strangers = (n: number) => `stranger ${n}` as Requester;

describe('guesses from one place at one name', () => {
  it.each([
    [9, undefined],
    [10, MINUTE],
    [11, 2 * MINUTE],
    [12, 4 * MINUTE],
    [16, HOUR],
    [20, HOUR],
  ])('after %s wrong ones the wait is %s', (times, wait) => {
    const slate = guessed(times, () => HOME);
    const reached = guessWait(slate, from(HOME), NOW, limits);
    expect(reached).toEqual(wait === undefined ? undefined : { of: 'requester', until: plus(NOW, wait) });
    expect(guessWait(slate, from(ELSEWHERE), NOW, limits)).toBeUndefined();
  });

  it('one under way counts until it is judged', () => {
    const slate = guessed(9, () => HOME);
    expect(guessWait(slate, from(HOME), NOW, limits, 1)).toEqual({ of: 'requester', until: plus(NOW, 1000) });
    expect(guessWait(slate, from(HOME), NOW, limits, 0)).toBeUndefined();
    expect(guessWait(guessed(99, strangers), from(HOME), NOW, limits, 1)).toMatchObject({ of: 'account' });
  });

  it('the wait ends by itself, exactly', () => {
    const slate = guessed(10, () => HOME);
    expect(guessWait(slate, from(HOME), plus(NOW, MINUTE - 1), limits)).toBeDefined();
    expect(guessWait(slate, from(HOME), plus(NOW, MINUTE), limits)).toBeUndefined();
  });

  it('a right one clears the place’s own count, and no other', () => {
    const slate = guessed(
      9,
      () => ELSEWHERE,
      guessed(9, () => HOME),
    );
    const right = withRight(slate, HOME, NOW);
    expect(
      guessWait(
        guessed(9, () => HOME, right),
        from(HOME),
        NOW,
        limits,
      ),
    ).toBeUndefined();
    expect(
      guessWait(
        guessed(1, () => ELSEWHERE, right),
        from(ELSEWHERE),
        NOW,
        limits,
      ),
    ).toBeDefined();
  });

  it('what was counted and turns out to be no wrong guess is taken back', () => {
    const slate = guessed(10, () => HOME);
    const back = withoutGuess(slate, HOME);
    expect(guessWait(back, from(HOME), NOW, limits)).toBeUndefined();
    expect(back.day.failures).toBe(9);
  });

  it('the first in a while needs no count before it is judged', () => {
    expect(isClean(emptySlate(NOW), HOME, NOW, limits)).toBe(true);
    const slate = guessed(1, () => HOME);
    expect(isClean(slate, HOME, NOW, limits)).toBe(false);
    expect(isClean(slate, ELSEWHERE, NOW, limits)).toBe(true);
    expect(isClean(slate, HOME, plus(NOW, HOUR), limits)).toBe(true);
    expect(isClean(guessed(50, strangers), HOME, NOW, limits)).toBe(false);
  });
});

describe('NIST SP 800-63B-4 §3.2.2: a hundred wrong guesses in a day from everybody', () => {
  it.each([
    [99, false],
    [100, true],
  ])('after %s the name is closed to strangers: %s', (times, closed) => {
    const slate = guessed(times, strangers);
    const reached = guessWait(slate, from(HOME), NOW, limits);
    expect(reached).toEqual(closed ? { of: 'account', until: plus(NOW, DAY) } : undefined);
  });

  it('whoever was right before, or brings a trusted device, is no stranger', () => {
    const slate = guessed(100, strangers, withRight(emptySlate(NOW), HOME, NOW));
    expect(guessWait(slate, from(HOME), NOW, limits)).toBeUndefined();
    expect(guessWait(slate, from(ELSEWHERE, true), NOW, limits)).toBeUndefined();
    expect(guessWait(slate, from(ELSEWHERE), NOW, limits)).toBeDefined();
    expect(guessWait(slate, from(undefined), NOW, limits)).toBeDefined();
  });

  it('a known place is known for 90 days', () => {
    const known = withRight(emptySlate(NOW), HOME, NOW);
    const at = (days: number) => {
      const now = plus(NOW, days * DAY);
      let slate: GuessSlate = known;
      for (let n = 0; n < 100; n += 1) slate = withGuess(slate, strangers(n), now, limits);
      return guessWait(slate, from(HOME), now, limits);
    };
    expect(at(89)).toBeUndefined();
    expect(at(90)).toBeDefined();
  });

  it('a known place has its own waits all the same', () => {
    const slate = guessed(10, () => HOME, withRight(emptySlate(NOW), HOME, NOW));
    expect(guessWait(slate, from(HOME), NOW, limits)).toMatchObject({ of: 'requester' });
  });

  it('signing in every day changes nothing for a week', () => {
    const known = withRight(emptySlate(NOW), HOME, NOW);
    expect(withRight(known, HOME, plus(NOW, 6 * DAY))).toBe(known);
    expect(withRight(known, HOME, plus(NOW, 7 * DAY))).not.toBe(known);
    expect(withRight(known, undefined, NOW)).toBe(known);
  });

  it('strangers never get more than a hundred a day, places of their own or not, and every lock ends', () => {
    const act = fc.record({
      place: fc.constantFrom('a', 'b', 'c', undefined, 'new'),
      pause: fc.constantFrom(0, 1, MINUTE, 10 * MINUTE, HOUR),
    });
    fc.assert(
      fc.property(fc.array(act, { minLength: 150, maxLength: 400 }), (acts) => {
        let slate = emptySlate(NOW);
        let now: Instant = NOW;
        const judged: Instant[] = [];
        for (const [n, { pause, place }] of acts.entries()) {
          now = plus(now, pause);
          const requester = (place === 'new' ? `new ${n}` : place) as Requester | undefined;
          const reached = guessWait(slate, from(requester), now, limits);
          if (reached !== undefined) {
            expect(reached.until).toBeLessThanOrEqual(plus(now, DAY));
            expect(guessWait(slate, from(requester), plus(reached.until, 0), limits)?.of).not.toBe(
              reached.of,
            );
            continue;
          }
          slate = withGuess(slate, requester, now, limits);
          judged.push(now);
          expect(slateEnds(slate)).toBeGreaterThanOrEqual(now);
          expect(JSON.stringify(slate).length).toBeLessThan(30_000);
        }
        // Two days that begin with their first wrong guess can touch, as those of codes do.
        for (const start of judged)
          expect(judged.filter((at) => at >= start && at < plus(start, DAY)).length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 40 },
    );
  });
});
