import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import type { LocalHost } from '../support/start-host.js';
import { CrashingHost, type Scene } from './crashing-host.js';

let crashing: CrashingHost;
let host: LocalHost;
beforeAll(async () => {
  // A week away is long enough to be asked: two months would be walked through for every request.
  crashing = await CrashingHost.start({ CONFIRMATION_AFTER_ABSENCE_DAYS: '7' });
  host = crashing.host;
});
afterAll(async () => {
  await crashing[Symbol.asyncDispose]();
});

/** Two contacts, quiet; their holder away for a while. */
async function twoContacts(name: string, away = 'PT1S') {
  const [first, second] = [`${name}@example.org`, `${name}@example.net`];
  const holder = await Holder.signedUp(host);
  const ids = [await holder.addEmail(first), await holder.addEmail(second)] as const;
  await host.advance(away);
  return { holder, first, second, ids };
}

const about = (prefix: string, notices: readonly string[]) =>
  notices.filter((template) => template.startsWith(prefix));

const scenes: Readonly<Record<string, (name: string) => Promise<Scene>>> = {
  'CNF-2 the sign-in that first asks': async (name) => {
    const { first, holder } = await twoContacts(name, 'P7DT1M');
    const { password, signInName } = holder;
    return {
      holder,
      keyed: true,
      act: () => holder.post('/api/sign-in', { signInName, password }, name),
      happened: async () => (await holder.info()).body.confirmation.state === 'noticed',
      end: async () => {
        expect((await holder.signIn()).body).toMatchObject({ canSkip: false });
        const reminders = about('confirmation', await holder.notices(first));
        expect(reminders).toEqual(['confirmation-reminder', 'confirmation-reminder']);
      },
    };
  },

  'CNF-3 skipping': async (name) => {
    const { holder } = await twoContacts(name, 'P7DT1M');
    const session = holder.token;
    await holder.signIn();
    const asked = holder.token;
    return {
      holder,
      keyed: true,
      step: 1,
      act: () => {
        holder.token = asked;
        return holder.post('/api/confirmation/skip', undefined, name);
      },
      happened: async () => {
        holder.token = session;
        return (await holder.info()).body.confirmation.state === 'skipped';
      },
      end: async () => {
        expect((await holder.signIn()).body).toMatchObject({ canSkip: false });
      },
    };
  },

  'REP-1 REP-3 proving a replacement': async (name) => {
    const { first, holder, ids, second } = await twoContacts(name);
    const fresh = `${name}@new.example`;
    const asked = await holder.post('/api/replacement', { channel: 'email', address: fresh });
    const code = await holder.code(fresh);
    const path = `/api/challenges/${asked.body.challenge.id}/verify`;
    return {
      holder,
      keyed: true,
      act: () => holder.post(path, { code }, name),
      happened: async () => {
        const { contacts, protection } = (await holder.info()).body;
        const happened = protection.state === 'protected';
        const statuses = Object.fromEntries(contacts.map(({ id, status }) => [id, status]));
        const old = happened ? 'retired' : 'active';
        expect(statuses).toEqual({
          [ids[0]]: old,
          [ids[1]]: old,
          [asked.body.contact.id]: happened ? 'active' : 'pending',
        });
        return happened;
      },
      end: async () => {
        expect((await holder.info()).body.contacts.map(({ id }) => id)).toEqual([asked.body.contact.id]);
        for (const address of [first, second]) {
          expect(about('protection', await holder.notices(address)), address).toEqual([
            ...['protection-started', 'protection-reminder', 'protection-reminder', 'protection-ended'],
          ]);
        }
        expect(await holder.notices(fresh)).toEqual(['replacement-done']);
      },
    };
  },

  'REP-2 WIN-4 confirming the link of a notice': async (name) => {
    const { first, holder, ids } = await twoContacts(name);
    await holder.stepUp(ids[0], first);
    await holder.removeAll();
    await holder.noticesSettled(first);
    const { token } = await holder.link(first, 'protection-started');
    return {
      holder,
      keyed: true,
      act: () => holder.post('/api/protection/cancel', { token }, name),
      happened: async () => (await holder.info()).body.protection.state === 'normal',
      end: async () => {
        expect(about('protection', await holder.notices(first))).toEqual([
          ...['protection-started', 'protection-cancelled'],
        ]);
      },
    };
  },

  'RMV-5 undoing a removal': async (name) => {
    const { first, holder, ids, second } = await twoContacts(name);
    await holder.stepUp(ids[0], first);
    await holder.call('DELETE', `/api/security-info/${ids[1]}`);
    await holder.noticesSettled(second);
    const { token } = await holder.link(second, 'contact-removed');
    return {
      holder,
      keyed: true,
      act: () => holder.post('/api/security-info/undo-removal', { token }, name),
      // Every session ends with it.
      happened: async () => (await holder.info()).status === 401,
      end: async () => {
        expect((await holder.signIn()).body.outcome).toBe('new-password-required');
        expect(await holder.notices(second)).toEqual(['contact-removed', 'contact-restored']);
      },
    };
  },
};

describe.each(Object.keys(scenes))('DUR-1 DUR-4 %s, killed after any of its requests to storage', (title) => {
  it(
    'all of it or nothing; its repeat gets the first answer; every notice once',
    () => crashing.walk(title, 'after', scenes[title]!),
    400_000,
  );
});
