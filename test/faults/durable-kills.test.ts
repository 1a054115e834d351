import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DurableApp } from '../support/durable-app.js';
import { seededRandom } from '../support/random.js';

const APP = 'test/fixtures/durable-patterns';
const KILLS = 5;
/** Some kills fall into the start of a host's work, some into its middle. */
const LONGEST_LIFE_MS = 300;
const seed = Number(process.env['KILLS_SEED'] ?? Date.now() % 1_000_000);

interface Instance {
  readonly name: string;
  readonly id: string;
  readonly input?: unknown;
  readonly output: unknown;
}

interface Pattern {
  readonly instances: readonly Instance[];
  /** Effects that have to be there, each at least once. */
  readonly effects: readonly string[];
  /** Virtual time that passes under the kills. */
  readonly passes?: { readonly duration: string; readonly milliseconds: number };
  /** Something from outside, until it is accepted. */
  readonly poke?: (app: DurableApp) => Promise<void>;
  /** Begun when everything has ended: exact sums. */
  readonly afterwards?: readonly Instance[];
}

const HOUR = 3_600_000;
const letters = 'durable'.split('');
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}-${n}`);

const patterns: Readonly<Record<string, Pattern>> = {
  chaining: {
    instances: ids('chain', 4).map((id) => ({ name: 'chaining', id, output: 'durable' })),
    effects: ids('chain', 4).flatMap((id) => letters.map((letter) => `${id}:append:${letter}`)),
  },

  'fan-out and fan-in': {
    instances: ids('fan', 2).map((id) => ({ name: 'fanOut', id, input: 30, output: 9455 })),
    effects: ids('fan', 2).flatMap((id) => Array.from({ length: 30 }, (_, n) => `${id}:square:${n + 1}`)),
  },

  'human interaction, answered': {
    instances: ids('human', 3).map((id) => ({ name: 'humanInteraction', id, output: 'answered: yes' })),
    effects: ids('human', 3).map((id) => `${id}:ask`),
    poke: async (app) => {
      for (const id of ids('human', 3)) await accepted(() => app.raise(id, 'Answer', 'yes'));
    },
  },

  'human interaction, out of time': {
    instances: ids('silent', 3).map((id) => ({ name: 'humanInteraction', id, output: 'nobody answered' })),
    effects: ids('silent', 3).flatMap((id) => [`${id}:ask`, `${id}:remind`, `${id}:give-up`]),
    passes: { duration: 'P1DT1H', milliseconds: 25 * HOUR },
  },

  monitor: {
    instances: [
      { name: 'monitor', id: 'seen', input: { minutes: 6, patience: 20 }, output: 'done after 7 looks' },
      { name: 'monitor', id: 'never', input: { minutes: 99, patience: 4 }, output: 'gave up' },
    ],
    effects: ['seen:look:0', 'seen:look:6', 'never:look:0', 'never:look:4'],
    passes: { duration: 'PT10M', milliseconds: 600_000 },
  },

  'sub-orchestration with retry': {
    instances: ids('order', 3).map((id) => ({ name: 'order', id, output: `${id} shipped` })),
    effects: ids('order', 3).map((id) => `${id}:unsteady`),
    passes: { duration: 'PT2M', milliseconds: 120_000 },
  },

  'continue as new': {
    instances: ids('loop', 2).map((id) => {
      return { name: 'eternal', id, input: { n: 1, sum: 0, rounds: 20 }, output: 210 };
    }),
    effects: ids('loop', 2).flatMap((id) => Array.from({ length: 20 }, (_, n) => `${id}:round:${n + 1}`)),
  },

  'counter entity': {
    instances: ids('count', 4).map((id) => {
      return { name: 'countUp', id, input: { key: 'all', times: 8 }, output: 16 };
    }),
    effects: [],
    afterwards: [{ name: 'readTally', id: 'tally', input: 'all', output: 64 }],
  },

  'critical section': {
    instances: ids('transfer', 5).map((id, n) => {
      const [from, to] = n % 2 === 0 ? ['a', 'b'] : ['b', 'a'];
      return { name: 'transfer', id, input: { from, to, amount: 10 + n }, output: 10 + n };
    }),
    effects: ids('transfer', 5).map((id) => `${id}:think`),
    // 100 each, less 10, 12 and 14 one way, 11 and 13 the other.
    afterwards: [
      { name: 'readBalance', id: 'balance-a', input: 'a', output: 88 },
      { name: 'readBalance', id: 'balance-b', input: 'b', output: 112 },
    ],
  },
};

describe(`DUR-3 kill -9 at random instants (KILLS_SEED=${seed})`, () => {
  it.each(Object.entries(patterns).map(([name, pattern], n) => [name, pattern, n] as const))(
    '%s ends as it does without',
    async (_, pattern, n) => {
      const random = seededRandom(seed + n);
      await using app = await DurableApp.start(APP);
      for (const { id, input, name } of pattern.instances) expect(await app.begin(name, id, input)).toBe(202);
      for (let kill = 0; kill < KILLS; kill += 1) await oneLife(app, pattern, random);

      await pattern.poke?.(app);
      // All of it, counted from here: what a kill held up may only begin to wait.
      if (pattern.passes !== undefined) await app.host.advance(pattern.passes.duration);
      await endRight(app, pattern.instances);
      for (const one of pattern.afterwards ?? []) await app.begin(one.name, one.id, one.input);
      await endRight(app, pattern.afterwards ?? []);
      expect(await effectsOf(app)).toEqual(expect.arrayContaining([...pattern.effects]));
    },
  );
});

async function oneLife(app: DurableApp, pattern: Pattern, random: () => number): Promise<void> {
  // The kill falls into these; what is lost with it is asked for again in the end.
  const under =
    pattern.passes === undefined
      ? []
      : [app.host.advance(`PT${Math.ceil(pattern.passes.milliseconds / 4000)}S`)];
  const settled = Promise.allSettled(under);
  await sleep(random() * LONGEST_LIFE_MS);
  await app.host.restart();
  await settled;
}

async function endRight(app: DurableApp, instances: readonly Instance[]): Promise<void> {
  for (const { id, output } of instances) {
    expect(await app.reaches(id, 'Completed', 'Failed'), id).toMatchObject({
      runtimeStatus: 'Completed',
      output,
    });
  }
}

async function accepted(send: () => Promise<number>): Promise<void> {
  const status = await send();
  expect([202, 410]).toContain(status);
}

async function effectsOf(app: DurableApp): Promise<readonly string[]> {
  const text = await readFile(join(app.host.dataDir, 'effects.log'), 'utf8').catch(() => '');
  return text.split('\n');
}
