import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { newestStorageRequests } from '../support/request-log.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let host: LocalHost;
beforeAll(async () => {
  emulator = await tableEmulator();
  host = await startHost({ storage: emulator.connectionString, env: { ACTIVITY_DAYS: '10' } });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await emulator[Symbol.asyncDispose]();
});

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly contact?: { readonly masked: string };
  readonly reason?: string;
}

async function activity(holder: Holder, cursor?: string) {
  const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  const { body, status } = await holder.call('GET', `/api/activity${query}`);
  const { events = [], next } = body as unknown as { events?: readonly Entry[]; next?: string };
  return { status, code: body.code, events, next };
}

const kinds = (events: readonly Entry[]): readonly string[] => events.map(({ kind }) => kind);

/** What storage still holds of an account's events. */
async function eventRows(accountId: string): Promise<number> {
  const filter = `PartitionKey eq '${accountId}' and RowKey ge 'zevent' and RowKey lt 'zevent;'`;
  return count('Accounts', filter);
}

async function count(name: string, filter: string): Promise<number> {
  const options = { allowInsecureConnection: true };
  const table = TableClient.fromConnectionString(emulator.connectionString, name, options);
  let rows = 0;
  for await (const _ of table.listEntities({ queryOptions: { filter } })) rows += 1;
  return rows;
}

describe('AUD-1 activity', () => {
  it('shows what happened, newest first, masked, and a contact only as long as there is one', async () => {
    const holder = await Holder.signedUp(host);
    const id = await holder.addEmail('ada@example.org');
    await holder.removeAll();
    const { events, next, status } = await activity(holder);
    expect([status, next]).toEqual([200, undefined]);
    expect(kinds(events)).toEqual([
      ...['protection-started', 'contact-added', 'contact-named', 'signed-in', 'account-created'],
    ]);
    expect(events[0]).toMatchObject({ reason: 'all-removed' });
    expect(events[1]?.contact).toEqual({ id, channel: 'email', masked: 'a•••@example.org' });
    expect(JSON.stringify(events)).not.toContain('ada@example.org');
    const times = events.map(({ at }) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect((await activity(new Holder(host))).status).toBe(401);
  });

  it('comes in pages, whose cursors are good for this account alone', async () => {
    const holder = await Holder.signedUp(host);
    for (let n = 0; n < 60; n += 1) await holder.signIn();
    const first = await activity(holder);
    expect(first.events).toHaveLength(50);
    const second = await activity(holder, first.next);
    expect(second).toMatchObject({ status: 200, next: undefined });
    const all = [...first.events, ...second.events];
    expect(new Set(all.map(({ id }) => id)).size).toBe(62);
    expect(kinds(all).at(-1)).toBe('account-created');
    const other = await Holder.signedUp(host);
    for (const cursor of [`${first.next}x`, 'x', ''])
      expect(await activity(holder, cursor), cursor).toMatchObject({ status: 400, code: 'invalid-request' });
    expect(await activity(other, first.next)).toMatchObject({ status: 400, code: 'invalid-request' });
  });

  it('reads a page beside the account: two round trips, and ordinary commands take none more', async () => {
    const holder = await Holder.signedUp(host);
    await activity(holder);
    const trips = (route: string) => newestStorageRequests(host, route);
    expect(await trips('listActivity')).toEqual({ Accounts: 2 });
    expect(await trips('signIn')).toEqual({ Accounts: 2, Directory: 1, Limits: 1 });
    // Beside the hashing of the password.
    expect(await trips('createAccount')).toEqual({ Accounts: 1, Directory: 2, DueIndex: 1 });
  });

  it('goes after its days: not shown at once, deleted within a day and a sweep, and then nothing is due any more', async () => {
    const holder = await Holder.signedUp(host);
    await host.advance('P6D');
    await holder.signIn();
    await host.advance('P3DT23H');
    expect(kinds((await activity(holder)).events)).toEqual(['signed-in', 'signed-in', 'account-created']);
    await host.advance('PT2H');
    expect(kinds((await activity(holder)).events)).toEqual(['signed-in']);
    await host.advance('P1DT6H');
    expect(await eventRows(holder.accountId)).toBe(1);
    await host.advance('P6D');
    expect(await eventRows(holder.accountId)).toBe(0);
    const due = async () => count('DueIndex', `chore eq '${chore(holder.accountId)}'`);
    expect(await due()).toBe(0);
    // And it begins again with the next event.
    await holder.signIn();
    expect([await eventRows(holder.accountId), await due()]).toEqual([1, 1]);
    await host.advance('P12D');
    expect([await eventRows(holder.accountId), await due()]).toEqual([0, 0]);
  });

  it('is logged by kind, for operators, with nothing of a person, from flows too', async () => {
    const holder = await Holder.signedUp(host);
    await holder.addEmail('logged@example.org');
    await holder.removeAll();
    await host.advance('P31D');
    const logs = await host.logsSoFar();
    const lines = logs.split('\n').filter((line) => line.includes('"event":"account-event"'));
    const told = new Set(lines.map((line) => line.slice(line.indexOf('{'))));
    for (const kind of ['account-created', 'signed-in', 'contact-added'])
      expect(told).toContain(`{"event":"account-event","kind":"${kind}"}`);
    // Until which day, and no more of it: an instant could be told from all others.
    const started = [...told].filter((line) => line.includes('protection-started'));
    for (const line of started)
      expect(line).toMatch(/^\{"event":"account-event","kind":"protection-started","endsOn":"[\d-]{10}"\}$/);
    expect(started).not.toEqual([]);
    expect(
      lines.some((line) => line.includes('closeProtectionWindow') && line.includes('protection-ended')),
    ).toBe(true);
    expect(logs).not.toContain(holder.accountId);
  });
});

function chore(accountId: string): string {
  return JSON.stringify({ chore: 'forgetActivity', accountId });
}
