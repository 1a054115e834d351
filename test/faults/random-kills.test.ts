import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StubbornHolder, StubbornHost } from './stubborn-holder.js';

/** `npm run kills` takes 200 of each. */
const KILLS = Number(process.env['KILLS'] ?? '12');
const FLOWS = Number(process.env['FLOWS'] ?? '14');
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const AT_ONCE = 6;
/** More of them while nothing but time passes. */
const WHILE_WAITING = Math.ceil(KILLS / 4);

let host: StubbornHost;
beforeAll(async () => {
  host = new StubbornHost({}, await mkdtemp(join(tmpdir(), 'security-info-kills-')));
  await host.start();
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

/** Mulberry32: the same kills for the same seed, as far as two processes keep the same pace. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Played {
  readonly name: string;
  readonly holder: StubbornHolder;
  /** What the answers so far imply for the day when all waits are over. */
  readonly expected: {
    readonly protection: 'normal' | 'awaiting-info';
    readonly contacts: readonly string[];
    readonly signIn: string;
    readonly notices: Readonly<Record<string, readonly string[]>>;
  };
}

const STARTED = ['protection-started', 'protection-reminder', 'protection-reminder'];

interface Scene {
  readonly holder: StubbornHolder;
  readonly first: string;
  readonly second: string;
  readonly firstId: string;
  readonly secondId: string;
}

type Story = (scene: Scene) => Promise<Played['expected']>;

const done = (status: number, wanted = 200): void => {
  expect(status).toBe(wanted);
};

const linkTo = async (holder: StubbornHolder, address: string, template: string): Promise<string> => {
  await toldOf(holder, address, template);
  return (await holder.link(address, template)).token;
};

/** Notices skip what is no longer so: a story that undoes what it did waits until everybody was told of it. */
const toldOf = async (holder: StubbornHolder, address: string, template: string): Promise<void> => {
  for (let tries = 0; tries < 1500; tries += 1) {
    if ((await holder.notices(address)).includes(template)) return;
    await sleep(40);
  }
  throw new Error(`No ${template} came to ${address}.`);
};

/** Each plays one flow to where only time is left to pass, and says what has to come of it. */
const stories: Readonly<Record<string, Story>> = {
  adding: ({ first, firstId, second, secondId }) =>
    Promise.resolve({
      ...{ protection: 'normal', contacts: [firstId, secondId], signIn: 'signed-in' },
      notices: { [first]: ['contact-added'], [second]: [] },
    }),
  'removing one': async ({ first, firstId, holder, second, secondId }) => {
    done((await holder.call('DELETE', `/api/security-info/${secondId}`)).status);
    return {
      ...{ protection: 'normal', contacts: [firstId], signIn: 'signed-in' },
      notices: { [first]: ['contact-added', 'contact-removed'], [second]: ['contact-removed'] },
    };
  },
  'removing all': async ({ first, holder, second }) => {
    done((await holder.removeAll()).status);
    return {
      ...{ protection: 'awaiting-info', contacts: [], signIn: 'confirmation-required' },
      notices: {
        [first]: ['contact-added', ...STARTED, 'protection-ended'],
        [second]: [...STARTED, 'protection-ended'],
      },
    };
  },
  'removing all, cancelled by link': async ({ first, firstId, holder, second, secondId }) => {
    done((await holder.removeAll()).status);
    const token = await linkTo(holder, first, 'protection-started');
    await toldOf(holder, second, 'protection-started');
    done((await holder.post('/api/protection/cancel', { token })).status);
    return {
      ...{ protection: 'normal', contacts: [firstId, secondId], signIn: 'signed-in' },
      notices: {
        [first]: ['contact-added', 'protection-started', 'protection-cancelled'],
        [second]: ['protection-started', 'protection-cancelled'],
      },
    };
  },
  replacing: async (scene) => {
    const { first, second } = scene;
    const { fresh, freshId } = await replaced(scene);
    return {
      ...{ protection: 'normal', contacts: [freshId], signIn: 'signed-in' },
      notices: {
        [first]: ['contact-added', ...STARTED, 'protection-ended'],
        [second]: [...STARTED, 'protection-ended'],
        [fresh]: ['replacement-done'],
      },
    };
  },
  'replacing, cancelled by link': async (scene) => {
    const { first, firstId, holder, second, secondId } = scene;
    const { fresh } = await replaced(scene);
    const token = await linkTo(holder, second, 'protection-started');
    await toldOf(holder, first, 'protection-started');
    done((await holder.post('/api/protection/cancel', { token })).status);
    return {
      ...{ protection: 'normal', contacts: [firstId, secondId], signIn: 'new-password-required' },
      notices: {
        [first]: ['contact-added', 'protection-started', 'protection-cancelled'],
        [second]: ['protection-started', 'protection-cancelled'],
        [fresh]: [],
      },
    };
  },
  'removing one, undone': async ({ first, firstId, holder, second, secondId }) => {
    done((await holder.call('DELETE', `/api/security-info/${secondId}`)).status);
    const token = await linkTo(holder, second, 'contact-removed');
    await toldOf(holder, first, 'contact-removed');
    done((await holder.post('/api/security-info/undo-removal', { token })).status);
    return {
      ...{ protection: 'normal', contacts: [firstId, secondId], signIn: 'new-password-required' },
      notices: {
        [first]: ['contact-added', 'contact-removed', 'contact-restored'],
        [second]: ['contact-removed', 'contact-restored'],
      },
    };
  },
};

async function replaced({ first, holder }: Scene): Promise<{ fresh: string; freshId: string }> {
  const fresh = first.replace(/@.*/, '@new.example');
  const asked = await holder.post('/api/replacement', { channel: 'email', address: fresh });
  done(asked.status, 201);
  done((await holder.verify(asked.body.challenge.id, await holder.code(fresh))).status);
  return { fresh, freshId: asked.body.contact.id };
}

async function play(n: number): Promise<Played> {
  const names = Object.keys(stories);
  const name = names[n % names.length]!;
  const holder = new StubbornHolder(host);
  done((await holder.signUp()).status, 201);
  done((await holder.signIn()).status);
  const [first, second] = [`flow${n}@example.org`, `flow${n}@example.net`];
  const firstId = await holder.addEmail(first);
  const secondId = await holder.addEmail(second);
  const expected = await stories[name]!({ holder, first, second, firstId, secondId });
  return { name: `${n} ${name}`, holder, expected };
}

/** Kills the host so many times, now and then while it is only starting. */
async function killing(random: () => number, count: number): Promise<void> {
  for (let kills = 1; kills <= count; kills += 1) {
    await sleep(20 + random() * 900);
    await host.kill();
    if (random() < 0.2 && kills < count) {
      const starting = host.start().catch(() => undefined);
      await sleep(random() * 700);
      await host.kill();
      await starting;
      kills += 1;
    }
    await host.start();
  }
}

/** What is not as the answers imply. */
async function findings({ expected, holder, name }: Played): Promise<readonly string[]> {
  const { outcome } = (await holder.signIn()).body;
  const found: Record<string, unknown> = { signIn: outcome };
  if (outcome !== 'new-password-required') {
    const { contacts, protection } = (await holder.info()).body;
    Object.assign(found, { protection: protection.state, contacts: contacts.map(({ id }) => id).sort() });
  }
  for (const address of Object.keys(expected.notices))
    found[address] = [...(await holder.notices(address))].sort();
  const wanted: Record<string, unknown> = {
    ...{ signIn: expected.signIn, protection: expected.protection, contacts: [...expected.contacts].sort() },
    ...Object.fromEntries(Object.entries(expected.notices).map(([to, sent]) => [to, [...sent].sort()])),
  };
  return Object.entries(found)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(wanted[key]))
    .map(
      ([key, value]) => `${name}, ${key}: ${JSON.stringify(value)} instead of ${JSON.stringify(wanted[key])}`,
    );
}

it(`DUR-1 DUR-4 ${KILLS + WHILE_WAITING} random kills during ${FLOWS} mixed flows leave what was answered`, async () => {
  const random = seeded(SEED);
  const started = Date.now();
  const kills = killing(random, KILLS);
  const played: Played[] = [];
  let next = 0;
  const player = async (): Promise<void> => {
    for (let n = next++; n < FLOWS; n = next++) played.push(await play(n));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, player));
  await kills;
  // The waits: a host that is killed while time passes goes on where it was.
  const began = await host.now();
  const laterKills = killing(random, WHILE_WAITING);
  await host.reach(new Date(began.getTime() + 40 * 86_400_000));
  await laterKills;
  const all = (await Promise.all(played.map(findings))).flat();
  const summary = [
    `${KILLS + WHILE_WAITING} kills (seed ${SEED}) during ${played.length} flows in ${Math.round((Date.now() - started) / 1000)} s:`,
    all.length === 0 ? 'every account is as its answers say' : `${all.length} findings`,
  ];
  process.stdout.write(`${summary.join(' ')}\n${all.map((one) => `  ${one}\n`).join('')}`);
  expect(played).toHaveLength(FLOWS);
  expect(all).toEqual([]);
}, 3_600_000);
