import { beforeAll, describe, expect, it } from 'vitest';
import { systemRandom } from '../../src/adapters/system/system-random.js';
import { guarded } from '../../src/commands/guarded.js';
import { MINUTE, plus, type Instant } from '../../src/domain/instant.js';
import { ok, refuse } from '../../src/domain/outcome.js';
import { defaultPolicy as policy } from '../../src/domain/policy.js';
import { NOW } from '../support/accounts.js';
import { ownTables, type OwnTables } from '../support/tables.js';

let tables: OwnTables;
beforeAll(async () => {
  tables = await ownTables();
  return () => tables[Symbol.asyncDispose]();
});

/** Somebody at one place who guesses at one password. */
function guesser(subject: string) {
  let now: Instant = NOW;
  const guess = (isRight: boolean) =>
    guarded(
      { ...tables, clock: { now: () => now }, policy, random: systemRandom },
      { secret: 'password', subject, networkAddress: '198.51.100.1' },
      () => Promise.resolve(undefined),
      () => Promise.resolve(isRight ? ok('right') : refuse({ code: 'wrong-credentials' })),
    );
  return { guess, at: (milliseconds: number) => (now = plus(NOW, milliseconds)) };
}

const WRONG = { ok: false, refusal: { code: 'wrong-credentials' } };
const waiting = (retryAfter: number, until: number) => ({
  ok: false,
  refusal: { code: 'too-many-attempts', of: 'requester', retryAfter, until: plus(NOW, until) },
});

describe('wrong guesses from one place', () => {
  it('ASVS 6.3.1 the tenth makes it wait a minute, the next one two, to the millisecond', async () => {
    const { at, guess } = guesser('minutes');
    for (let n = 0; n < 10; n += 1) expect(await guess(false)).toEqual(WRONG);
    expect(await guess(true)).toEqual(waiting(60, MINUTE));
    at(1);
    expect(await guess(true)).toEqual(waiting(60, MINUTE));
    at(MINUTE - 1);
    expect(await guess(true)).toEqual(waiting(1, MINUTE));
    at(MINUTE);
    expect(await guess(false)).toEqual(WRONG);
    expect(await guess(true)).toEqual(waiting(120, 3 * MINUTE));
    at(3 * MINUTE - 1);
    expect(await guess(true)).toEqual(waiting(1, 3 * MINUTE));
    at(3 * MINUTE);
    expect(await guess(true)).toEqual(ok('right'));
    expect(await guess(false)).toEqual(WRONG);
  });
});
