import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Account } from '../../src/domain/account.js';
import { everyRow } from '../support/every-row.js';
import { Holder } from '../support/holder.js';
import type { LocalHost } from '../support/start-host.js';
import { CrashingHost, type Scene } from './crashing-host.js';

let crashing: CrashingHost;
let host: LocalHost;
beforeAll(async () => {
  crashing = await CrashingHost.start();
  host = crashing.host;
});
afterAll(async () => {
  await crashing[Symbol.asyncDispose]();
});

/** Two proven contacts, quiet. */
async function twoContacts(name: string) {
  const [first, second] = [`${name}@example.org`, `${name}@example.net`];
  const holder = await Holder.signedUp(host);
  const ids = [await holder.addEmail(first), await holder.addEmail(second)] as const;
  await holder.noticesSettled(first);
  await host.advance('PT1S');
  return { holder, first, second, ids };
}

interface Row {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly ids?: string;
  readonly json?: string;
}

/** What storage has of an account's addresses and codes, beside its contacts. */
async function kept({ accountId }: Holder) {
  const rows = (await everyRow(crashing.storage))
    .filter((row) => row.includes(accountId) && /^(Accounts|Directory) /.test(row))
    .map((row) => JSON.parse(row.slice(row.indexOf('{'))) as Row);
  const header = rows.find(({ rowKey }) => rowKey === 'account')?.json ?? '';
  const { codesSent } = JSON.parse(header) as Account;
  return {
    claims: rows.filter(({ partitionKey }) => partitionKey.startsWith('address:')).length,
    listed: rows.filter(({ partitionKey }) => partitionKey === `account:${accountId}`).length,
    counted: codesSent?.tallies.map(({ slots }) => slots.reduce((sum, [, count]) => sum + count, 0)),
  };
}

const scenes: Readonly<Record<string, (name: string) => Promise<Scene>>> = {
  'RMV-3 WIN-3 removing everything': async (name) => {
    const { first, holder, second } = await twoContacts(name);
    return {
      holder,
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
      holder,
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

  'ADD-1 ADD-6 PRV-3 CODE-5 adding a contact': async (name) => {
    const address = `${name}@example.org`;
    const holder = await Holder.signedUp(host);
    return {
      holder,
      act: () => holder.post('/api/security-info', { channel: 'email', address }),
      happened: async () => {
        const { contacts } = (await holder.info()).body;
        const happened = contacts.length === 1;
        const { claims, counted, listed } = await kept(holder);
        // A claim too many does no harm, as long as it is on the list; one too few would.
        expect(claims).toBeGreaterThanOrEqual(contacts.length);
        expect(listed).toBeGreaterThanOrEqual(claims);
        expect(counted).toEqual(happened ? [1, 1] : undefined);
        expect((await holder.codes(address)).length).toBeLessThanOrEqual(contacts.length);
        return happened;
      },
      end: async () => {
        expect((await holder.info()).body.contacts).toEqual([]);
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
      holder,
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
      holder,
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

// Right before a request is right after the one before it, but for requests that are under way side by side.
const walks = [
  ...Object.keys(scenes).map((title) => [title, 'after', 'answer'] as const),
  ['RMV-3 WIN-3 removing everything', 'before', 'flow'] as const,
];

describe.each(walks)('DUR-1 %s, killed between any two awaits', (title, moment, through) => {
  it(
    `${moment} any one of its requests to storage: all of it or nothing, every notice once`,
    () => crashing.walk(title, moment, scenes[title]!, through),
    300_000,
  );
});
