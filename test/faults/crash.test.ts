import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder, type Answer } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';
import { StorageProxy, type Moment } from './storage-proxy.js';

/** More requests than any of these makes, its flow's first steps included; the test says when it ran out of them. */
const MOST_REQUESTS = 60;

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let proxy: StorageProxy;
let host: LocalHost;
beforeAll(async () => {
  emulator = await tableEmulator();
  const behind = await StorageProxy.inFrontOf(emulator.connectionString);
  proxy = behind.proxy;
  // Reports come when they come; here every request to storage is to be the command's own.
  host = await startHost({
    storage: behind.connectionString,
    env: { LOCAL_DELIVERY_REPORTS_URL: '' },
  });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await proxy.close();
  await emulator[Symbol.asyncDispose]();
});

interface Scene {
  readonly holder: Holder;
  readonly first: string;
  readonly second: string;
  /** The command under fire; sent again when it has not happened. */
  readonly act: () => Promise<Answer>;
  /** Whether it happened: all of it, or nothing. Looks at every part it changes. */
  readonly happened: () => Promise<boolean>;
  /** What has come of it a month later. */
  readonly end: () => Promise<void>;
}

/** Two proven contacts, quiet. */
async function twoContacts(name: string) {
  const [first, second] = [`${name}@example.org`, `${name}@example.net`];
  const holder = await Holder.signedUp(host);
  const ids = [await holder.addEmail(first), await holder.addEmail(second)] as const;
  await holder.noticesSettled(first);
  await host.advance('PT1S');
  return { holder, first, second, ids };
}

const scenes: Readonly<Record<string, (name: string) => Promise<Scene>>> = {
  'RMV-3 WIN-3 removing everything': async (name) => {
    const { first, holder, second } = await twoContacts(name);
    return {
      ...{ first, holder, second },
      act: () => holder.removeAll(),
      happened: async () => {
        const { contacts, protection } = (await holder.info()).body;
        const happened = protection.state === 'protected';
        const each = happened ? 'retired' : 'active';
        expect(contacts.map(({ status }) => status)).toEqual([each, each]);
        return happened;
      },
      end: async () => {
        expect((await holder.info()).body.protection.state).toBe('awaiting-info');
        for (const address of [first, second]) {
          const notices = (await holder.notices(address)).filter((one) => one.startsWith('protection'));
          expect(notices, address).toEqual([
            ...['protection-started', 'protection-reminder', 'protection-reminder', 'protection-ended'],
          ]);
        }
      },
    };
  },

  'RMV-2 RMV-5 removing one of two': async (name) => {
    const { first, holder, ids, second } = await twoContacts(name);
    return {
      ...{ first, holder, second },
      act: () => holder.call('DELETE', `/api/security-info/${ids[1]}`),
      happened: async () => {
        const { contacts, protection } = (await holder.info()).body;
        expect(protection.state).toBe('normal');
        expect(contacts.map(({ id }) => id)).toContain(ids[0]);
        return contacts.length === 1;
      },
      end: async () => {
        expect(await holder.notices(first)).toEqual(['contact-added', 'contact-removed']);
        expect(await holder.notices(second)).toEqual(['contact-removed']);
      },
    };
  },

  'ADD-4 proving a second contact': async (name) => {
    const [first, second] = [`${name}@example.org`, `${name}@example.net`];
    const holder = await Holder.signedUp(host);
    await holder.addEmail(first);
    const added = await holder.post('/api/security-info', { channel: 'email', address: second });
    const code = await holder.code(second);
    return {
      ...{ first, holder, second },
      act: () => holder.verify(added.body.challenge.id, code),
      happened: async () => {
        const { contacts } = (await holder.info()).body;
        expect(contacts).toHaveLength(2);
        const challenge = await holder.call('GET', `/api/challenges/${added.body.challenge.id}`);
        const active = contacts.find(({ id }) => id === added.body.contact.id)?.status === 'active';
        expect(challenge.body.status).toBe(active ? 'verified' : 'pending');
        return active;
      },
      end: async () => {
        expect(await holder.notices(first)).toEqual(['contact-added']);
        expect(await holder.notices(second)).toEqual([]);
      },
    };
  },

  'WIN-4 cancelling a window': async (name) => {
    const { first, holder, ids, second } = await twoContacts(name);
    await holder.removeAll();
    await host.advance('P1D');
    const { body } = await holder.post('/api/challenges', {
      contactId: ids[0],
      purpose: 'cancel-protection',
    });
    const code = await holder.code(first);
    return {
      ...{ first, holder, second },
      act: () => holder.verify(body.id, code),
      happened: async () => {
        const { contacts, protection } = (await holder.info()).body;
        const happened = protection.state === 'normal';
        const each = happened ? 'active' : 'retired';
        expect(contacts.map(({ status }) => status)).toEqual([each, each]);
        return happened;
      },
      end: async () => {
        expect((await holder.info()).body.protection.state).toBe('normal');
        for (const address of [first, second]) {
          const notices = (await holder.notices(address)).filter((one) => one.startsWith('protection'));
          expect(notices, address).toEqual(['protection-started', 'protection-cancelled']);
        }
      },
    };
  },
};

interface Attempt {
  readonly struck: boolean;
  readonly answered: boolean;
  readonly happened: boolean;
}

/** One command while the host is killed at one request, then what a user would do, and what comes of it. */
async function attempt(scene: Scene, n: number, moment: Moment): Promise<Attempt> {
  const strike = { happened: false };
  proxy.arm(n, moment, () => {
    strike.happened = true;
    process.kill(host.pid, 'SIGKILL');
  });
  const answer = await scene.act().catch(() => undefined);
  // The strike may come after the answer, while the flow takes its first steps.
  if (answer !== undefined) await host.advance('PT1S').catch(() => undefined);
  proxy.disarm();
  if (strike.happened) {
    await host.ended();
    await host.start();
  }
  const happened = await scene.happened();
  if (answer !== undefined) expect([answer.status, happened]).toEqual([200, true]);
  if (!happened) {
    expect((await scene.act()).status).toBe(200);
    expect(await scene.happened()).toBe(true);
  }
  return { struck: strike.happened, answered: answer !== undefined, happened };
}

describe.each(Object.keys(scenes))('DUR-1 %s, killed between any two awaits', (title) => {
  it.each(['before', 'after'] as const)(
    '%s any one of its requests to storage: all of it or nothing, every notice once',
    async (moment) => {
      const set = scenes[title]!;
      const attempts: Attempt[] = [];
      const played: Scene[] = [];
      for (let n = 0; n < MOST_REQUESTS; n += 1) {
        const name = `${title.replace(/\W/g, '')}-${moment}-${n}`.toLowerCase();
        const scene = await set(name);
        played.push(scene);
        attempts.push(await attempt(scene, n, moment));
        if (attempts.at(-1)?.struck !== true) break;
      }
      await host.advance('P31D');
      for (const scene of played) await scene.end();
      expect(attempts.at(-1), 'the last one runs through').toEqual({
        struck: false,
        answered: true,
        happened: true,
      });
      expect(attempts.length).toBeGreaterThan(5);
      expect(attempts.some(({ answered, happened }) => !answered && !happened)).toBe(true);
      // Committed, and dead before the answer.
      if (moment === 'after')
        expect(attempts.some(({ answered, happened }) => !answered && happened)).toBe(true);
    },
    300_000,
  );
});
