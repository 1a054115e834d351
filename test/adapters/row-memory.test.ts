import { beforeEach, describe, expect, it } from 'vitest';
import { RowMemory } from '../../src/adapters/tables/row-memory.js';
import type { AccountId } from '../../src/domain/identifiers.js';
import { DAY, MINUTE, plus, type Instant } from '../../src/domain/instant.js';
import { NOW } from '../support/accounts.js';

let now: Instant = NOW;
const clock = { now: () => now };
let waiting: { readonly at: Instant; readonly act: () => void }[] = [];
const later = (ms: number, act: () => void) => void waiting.push({ at: plus(now, ms), act });
beforeEach(() => {
  now = NOW;
  waiting = [];
});
/** Nobody asks for anything until then. */
function pass(to: Instant): void {
  for (;;) {
    const [due] = waiting.filter(({ at }) => at <= to).sort((one, other) => one.at - other.at);
    if (due === undefined) break;
    waiting = waiting.filter((one) => one !== due);
    now = due.at;
    due.act();
  }
  now = to;
}
/** Whether it is still there, however old. */
function isThere(memory: RowMemory, n: number): boolean {
  const then = now;
  now = NOW;
  const found = memory.recall(id(n)) !== undefined;
  now = then;
  return found;
}
const id = (n: number) => `account-${n}` as AccountId;
const rows = (length = 100) =>
  new Map([['account', { rowKey: 'account', v: 1, json: 'x'.repeat(length - 'account'.length) }]]);

describe('rows that are remembered', () => {
  it('are as many as fit; the longest kept go first', () => {
    const memory = new RowMemory(clock, later, 1000);
    for (let n = 0; n < 10; n += 1) memory.keep(id(n), 'v', rows(100));
    memory.keep(id(0), 'v', rows(100));
    memory.keep(id(10), 'v', rows(150));
    const kept = Array.from({ length: 11 }, (_, n) => memory.recall(id(n)) !== undefined);
    expect(kept).toEqual([true, false, false, true, true, true, true, true, true, true, true]);
    memory.keep(id(11), 'v', rows(1001));
    expect(memory.recall(id(11))).toBeUndefined();
    memory.keep(id(0), 'v', rows(100));
    expect(memory.recall(id(0))).toBeDefined();
  });

  it('are let go of after four minutes, whoever else is asked for', () => {
    const memory = new RowMemory(clock, later, 1000);
    memory.keep(id(1), 'v', rows(500));
    now = plus(NOW, 4 * MINUTE - 1);
    expect(memory.recall(id(1))).toBeDefined();
    now = plus(NOW, 4 * MINUTE);
    expect(memory.recall(id(2))).toBeUndefined();
    now = NOW;
    expect(memory.recall(id(1))).toBeUndefined();
  });

  it('PRV-3 go after four minutes by themselves: nobody asks for any', () => {
    const memory = new RowMemory(clock, later);
    memory.keep(id(1), 'v', rows());
    pass(plus(NOW, MINUTE));
    memory.keep(id(2), 'v', rows());
    pass(plus(NOW, 4 * MINUTE - 1));
    expect(isThere(memory, 1)).toBe(true);
    pass(plus(NOW, 4 * MINUTE));
    expect([isThere(memory, 1), isThere(memory, 2)]).toEqual([false, true]);
    pass(plus(NOW, 5 * MINUTE - 1));
    expect(isThere(memory, 2)).toBe(true);
    pass(plus(NOW, 5 * MINUTE));
    expect(isThere(memory, 2)).toBe(false);
    expect(waiting).toEqual([]);
    memory.keep(id(3), 'v', rows());
    pass(plus(NOW, 9 * MINUTE + 1));
    expect(isThere(memory, 3)).toBe(false);
  });

  it('go four minutes after they were last read or written, with one wait at a time for all', () => {
    const memory = new RowMemory(clock, later);
    for (let n = 0; n < 10; n += 1) memory.keep(id(n), 'v', rows());
    pass(plus(NOW, 3 * MINUTE));
    memory.keep(id(1), 'v', rows());
    expect(waiting).toHaveLength(1);
    pass(plus(NOW, 7 * MINUTE - 1));
    expect([isThere(memory, 0), isThere(memory, 1)]).toEqual([false, true]);
    pass(plus(NOW, 7 * MINUTE));
    expect(isThere(memory, 1)).toBe(false);
  });

  it('are waited for no longer than their time where the clock was set back, however far', () => {
    const memory = new RowMemory(clock, later);
    now = plus(NOW, 365 * DAY);
    memory.keep(id(1), 'v', rows());
    now = NOW;
    waiting[0]?.act();
    expect(waiting.map(({ at }) => at)).toEqual([plus(NOW, 365 * DAY + 4 * MINUTE), plus(NOW, 4 * MINUTE)]);
  });

  it('are nobody’s while a commit replaces them', () => {
    const memory = new RowMemory(clock, later);
    memory.keep(id(1), 'first', rows());
    expect(memory.take(id(1), 'another')).toBeUndefined();
    expect(memory.take(id(1), 'first')?.rows).toEqual(rows());
    expect(memory.recall(id(1))).toBeUndefined();
    expect(memory.take(id(1), 'first')).toBeUndefined();
  });

  it('are not recalled while most are another’s past, and are again when that is over', () => {
    const memory = new RowMemory(clock, later);
    let n = 0;
    /** An account that is remembered, and committed over: whether it was still so. */
    const commit = (held: boolean) => {
      n += 1;
      memory.keep(id(n), 'v', rows());
      const isRecalled = memory.recall(id(n)) !== undefined;
      memory.take(id(n), 'v')?.proved(held);
      return isRecalled;
    };
    const recalled = (held: boolean) => Array.from({ length: 20 }, () => commit(held)).filter(Boolean).length;
    expect(recalled(true)).toBe(20);
    // Somebody else commits to the same accounts.
    const wrong = recalled(false);
    expect(wrong).toBeGreaterThan(2);
    expect(wrong).toBeLessThan(8);
    expect(recalled(true)).toBe(0);
    // What is loaded shows, without a commit, whether what was remembered of it held.
    for (let times = 0; times < 20; times += 1) memory.keep(id(1), 'v', rows());
    expect(recalled(true)).toBe(20);
    for (let times = 0; times < 20; times += 1) memory.keep(id(1), `v${times}`, rows());
    expect(recalled(true)).toBe(0);
  });
});
