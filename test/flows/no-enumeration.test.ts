import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder, type Answer } from '../support/holder.js';
import {
  critical,
  distance,
  median,
  mediansDiffer,
  sample,
  shuffled,
  spread,
  type Sample,
} from '../support/samples.js';
import { startHost, type LocalHost } from '../support/start-host.js';

/** Accounts, and as many names that nobody has: four requests about each are five hundred and more a route. */
const NAMES = 64;
/** Requests under way at once: most of their time they are held back. */
const LANES = 6;
/**
 * What medians may differ by: five milliseconds, or a tenth where a busy machine takes long for everything; more only where
 * chance alone would not have it so.
 */
const bound = (middle: number): number => Math.max(5, middle / 10);

/** A run that has to be repeated on a busy machine. */
const LONG = 480_000;

interface Name {
  readonly signInName: string;
  readonly recoveryId: string;
  readonly contactId: string;
  readonly proof: string;
}

let host: LocalHost;
let known: readonly Name[];
let unknown: readonly Name[];
beforeAll(async () => {
  host = await startHost();
  const made: Name[] = [];
  const none: Name[] = [];
  await shuffled(
    Array.from({ length: NAMES }, (_, n) => async () => {
      const [holder, address] = [await Holder.signedUp(host), `${'abcdefghij'[n % 10]}.${n}@example.org`];
      await holder.addEmail(address);
      made.push(await started(holder.signInName, address));
      none.push(await started(`${randomUUID()}@example.com`, address));
    }),
    2,
  );
  [known, unknown] = [made, none];
}, LONG);
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

const post = (path: string, body: unknown): Promise<Answer> => new Holder(host).post(path, body);

async function started(signInName: string, proof: string): Promise<Name> {
  const { body } = await post('/api/recovery', { signInName });
  const { contacts, recoveryId } = body as unknown as { recoveryId: string; contacts: { id: string }[] };
  return { signInName, recoveryId, contactId: contacts[0]!.id, proof };
}

type Sides = Readonly<Record<string, readonly (() => Promise<Answer>)[]>>;

async function measure(sides: Sides): Promise<Readonly<Record<string, readonly Sample[]>>> {
  const samples: Record<string, Sample[]> = {};
  const work = Object.entries(sides).flatMap(([side, asks]) =>
    asks.map((ask) => async () => {
      (samples[side] ??= []).push(await sample(ask));
    }),
  );
  await shuffled(work, LANES);
  return samples;
}

/** What differs between the sides, and by how much they do. */
function told(title: string, samples: Readonly<Record<string, readonly Sample[]>>) {
  const [first = [], ...rest] = Object.values(samples);
  const others = Object.keys(samples)
    .slice(1)
    .map((side, at) => [side, rest[at] ?? []] as const);
  const found = others.map(([side, other]) => {
    const [apart, most] = [distance(first, other), critical(first.length, other.length)];
    const medians = [median(first), median(other)] as const;
    const late = [first, other].map(
      (some) => some.filter(({ milliseconds }) => milliseconds > 1.5 * medians[0]).length,
    );
    console.log(
      `${title}: ${first.length} against ${other.length} ${side}, medians ${medians.map((one) => one.toFixed(1)).join(' and ')} ms, ` +
        `distance ${apart.toFixed(3)} of ${most.toFixed(3)}, late ${late.join(' and ')}`,
    );
    const isFarther = Math.abs(medians[0] - medians[1]) > bound(medians[0]);
    return apart > most || (isFarther && mediansDiffer(first, other));
  });
  return { differs: found.some((one) => one) };
}

/** Same answers, and times that nobody can tell apart. A machine under load may fail once. */
async function expectAlike(title: string, sides: () => Promise<Sides> | Sides, shapes = 1): Promise<void> {
  let samples = await measure(await sides());
  if (told(title, samples).differs) {
    console.log(`${title}: once more, the machine may have been busy`);
    samples = await measure(await sides());
    expect(told(title, samples).differs, title).toBe(false);
  }
  const all = Object.values(samples).flat();
  for (const aspect of ['status', 'headers'] as const)
    expect(new Set(all.map((one) => one[aspect])).size, aspect).toBe(1);
  for (const side of Object.values(samples)) {
    const seen = new Set(side.map(({ shape }) => shape));
    expect(seen, title).toEqual(new Set(all.map(({ shape }) => shape)));
    expect(seen.size).toBe(shapes);
  }
}

const each = (names: readonly Name[], times: number, ask: (name: Name) => Promise<Answer>) =>
  Array.from({ length: times }, () => names.map((name) => () => ask(name))).flat();

describe('no enumeration (REC-1, REC-2, ASVS 6.3.8)', () => {
  it(
    'the control: three milliseconds more are found out, or as many as this machine’s own noise',
    async () => {
      const start = ({ signInName }: Name) => post('/api/recovery', { signInName });
      const slow = async (): Promise<Answer> => sleep(20).then(() => start(unknown[0]!));
      expect((await sample(slow)).milliseconds).toBeGreaterThan(19);
      const sides = { plain: each(unknown, 2, start), delayed: each(unknown, 2, start) };
      const { delayed = [], plain = [] } = await measure(sides);
      // Noise is what this very run has of it: a moment before, it may have been less.
      const delay = Math.max(3, 1.5 * spread(plain));
      const later = delayed.map((one) => ({ ...one, milliseconds: one.milliseconds + delay }));
      console.log(`control: ${delay.toFixed(1)} ms more on one side`);
      told('control', { plain, delayed: later });
      expect(distance(plain, later)).toBeGreaterThan(critical(plain.length, later.length));
    },
    LONG,
  );

  it(
    'REC-1 starting a recovery',
    async () => {
      const single = new Set<string>();
      for (const { signInName } of [...known, ...unknown]) {
        const { body } = await post('/api/recovery', { signInName });
        if (body.contacts.length === 1 && body.contacts[0]!.channel === 'email') single.add(signInName);
      }
      const start = ({ signInName }: Name) => post('/api/recovery', { signInName });
      const times = 4;
      const samples = await measure({
        known: each(known, times, start),
        unknown: each(unknown, times, start),
      });
      if (told('start', samples).differs) {
        const again = await measure({
          known: each(known, times, start),
          unknown: each(unknown, times, start),
        });
        expect(told('start, once more', again).differs).toBe(false);
      }
      const all = Object.values(samples).flat();
      expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(all.map(({ headers }) => headers)).size).toBe(1);
      // A list is as long as it is; what is in it looks the same.
      const kinds = (side: readonly Sample[]) =>
        new Set(
          side.map(({ shape }) =>
            shape.replace(/masked:text\d+/g, 'masked').replace(/(\{id[^}]*\}),.*\]/, '$1]'),
          ),
        );
      expect(kinds(samples['known']!)).toEqual(kinds(samples['unknown']!));
      expect(single.size).toBeGreaterThan(NAMES);
    },
    LONG,
  );

  it(
    'REC-2 asking for a code: an unknown name, a wrong proof, a right one',
    () =>
      expectAlike('code', () => {
        const ask = (proof?: string) => (name: Name) => {
          const { contactId, recoveryId } = name;
          return post(`/api/recovery/${recoveryId}/code`, { contactId, proof: proof ?? name.proof });
        };
        return {
          unknown: each(unknown, 3, ask()),
          wrong: each(known, 3, ask('not it')),
          right: each(known, 3, ask()),
        };
      }),
    LONG,
  );

  it(
    'REC-2 typing a wrong code: for an unknown name, for a real code',
    () =>
      expectAlike('verify', async () => {
        const challenges = async (names: readonly Name[]) =>
          Promise.all(
            names.map(async ({ contactId, proof, recoveryId }) => {
              const { body } = await post(`/api/recovery/${recoveryId}/code`, { contactId, proof });
              return body.challengeId;
            }),
          );
        const verify = (ids: readonly string[]) =>
          ids.flatMap((id) =>
            Array.from({ length: 5 }, () => () => post(`/api/challenges/${id}/verify`, { code: 'none' })),
          );
        const [real, decoys] = [await challenges(known), await challenges(unknown)];
        return { unknown: verify(decoys), real: verify(real) };
      }),
    LONG,
  );

  it(
    'REC-5 typing a recovery code',
    () =>
      expectAlike('recovery code', () => {
        const type = ({ recoveryId }: Name) =>
          post(`/api/recovery/${recoveryId}/recovery-code`, {
            recoveryCode: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA',
          });
        return { unknown: each(unknown, 4, type), known: each(known, 4, type) };
      }),
    LONG,
  );

  it(
    'IDN-3 signing in with a wrong password',
    () =>
      expectAlike('sign-in', () => {
        const signIn = ({ signInName }: Name) =>
          post('/api/sign-in', { signInName, password: 'not the password' });
        return { unknown: each(unknown, 4, signIn), known: each(known, 4, signIn) };
      }),
    LONG,
  );
});
