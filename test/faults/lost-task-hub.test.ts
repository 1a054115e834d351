import { TableClient, TableServiceClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let host: LocalHost;
beforeAll(async () => {
  emulator = await tableEmulator();
  host = await startHost({ storage: emulator.connectionString });
});
afterAll(async () => {
  await host[Symbol.asyncDispose]();
  await emulator[Symbol.asyncDispose]();
});

/** Every table of the task hub, gone as if it had never been. */
async function deleteTaskHub(): Promise<number> {
  const service = TableServiceClient.fromConnectionString(emulator.connectionString, {
    allowInsecureConnection: true,
  });
  let deleted = 0;
  for await (const { name = '' } of service.listTables()) {
    if (!name.startsWith('SecurityInfo')) continue;
    await service.deleteTable(name);
    deleted += 1;
  }
  return deleted;
}

async function loseTaskHub(how: 'under a running host' | 'between two hosts'): Promise<void> {
  if (how === 'between two hosts') await host.stop();
  expect(await deleteTaskHub()).toBeGreaterThan(0);
  if (how === 'between two hosts') await host.start();
}

const about = (prefix: string, notices: readonly string[]) =>
  notices.filter((template) => template.startsWith(prefix));

describe('DUR-2 the whole task hub is deleted', () => {
  it.each(['between two hosts', 'under a running host'] as const)(
    'WIN-3 WIN-5 at day 10 of a window, %s: its reminders come, it ends, and the end is told once',
    async (how) => {
      const email = `${how.replaceAll(' ', '-')}@example.org`;
      const holder = await Holder.signedUp(host);
      await holder.addEmail(email);
      await holder.removeAll();
      await holder.noticesSettled(email);
      await host.advance('P10D');
      await loseTaskHub(how);
      await host.advance('P19D');
      expect(about('protection', await holder.notices(email))).toEqual([
        ...['protection-started', 'protection-reminder', 'protection-reminder'],
      ]);
      await host.advance('P2D');
      expect((await holder.info()).body).toMatchObject({
        contacts: [],
        protection: { state: 'awaiting-info' },
      });
      await host.advance('P2D');
      expect(about('protection', await holder.notices(email))).toEqual([
        ...['protection-started', 'protection-reminder', 'protection-reminder', 'protection-ended'],
      ]);
    },
  );

  it('CNF-4 the day before a deadline: it is reminded of, and passes', async () => {
    const email = 'deadline@example.org';
    const holder = await Holder.signedUp(host);
    await holder.addEmail(email);
    await host.advance('P61D');
    expect((await holder.signIn()).body.outcome).toBe('confirmation-required');
    await host.advance('P4D');
    await loseTaskHub('between two hosts');
    await host.advance('P4D');
    expect((await holder.signIn()).body).toMatchObject({ canSkip: false });
    expect(about('confirmation', await holder.notices(email))).toEqual([
      ...['confirmation-reminder', 'confirmation-reminder'],
    ]);
  });

  it('RMV-5 after a removal: the address goes in time, and nobody is told twice', async () => {
    const [kept, gone] = ['kept@example.org', 'gone@example.org'];
    const holder = await Holder.signedUp(host);
    await holder.addEmail(kept);
    const goneId = await holder.addEmail(gone);
    await holder.call('DELETE', `/api/security-info/${goneId}`);
    await holder.noticesSettled(gone);
    await loseTaskHub('between two hosts');
    await host.advance('P8D');
    expect(await rowsWith(goneId)).toBe(0);
    expect(await holder.notices(gone)).toEqual(['contact-removed']);
    await host.advance('P1D');
    expect(await dueEntries()).toBe(0);
  });
});

/** What the emulator still holds of a contact. */
async function rowsWith(contactId: string): Promise<number> {
  return count('Accounts', `RowKey eq 'contact:${contactId}'`);
}

async function dueEntries(): Promise<number> {
  return count('DueIndex', "PartitionKey lt '9' and flow gt ''");
}

async function count(name: string, filter: string): Promise<number> {
  const table = TableClient.fromConnectionString(emulator.connectionString, name, {
    allowInsecureConnection: true,
  });
  let rows = 0;
  for await (const _ of table.listEntities({ queryOptions: { filter } })) rows += 1;
  return rows;
}
