import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyTables, type TablePlace } from '../../src/adapters/tables/copy-tables.js';
import { tableNames } from '../../src/adapters/tables/table-service.js';
import { Holder } from '../support/holder.js';
import { startHost, type LocalHost } from '../support/start-host.js';
import { tableEmulator } from '../support/table-emulator.js';

let emulators: Awaited<ReturnType<typeof tableEmulator>>[];
let host: LocalHost;
beforeAll(async () => {
  emulators = await Promise.all([tableEmulator(), tableEmulator(), tableEmulator()]);
  host = await startHost({ storage: emulators[0]!.connectionString });
});
afterAll(async () => {
  for (const one of [host, ...emulators]) await one[Symbol.asyncDispose]();
});

describe('DUR-2 a copy of the tables, brought back where nothing is', () => {
  it('WIN-3 WIN-5 the holder signs in, and the window that was open reminds, ends, and tells it once', async () => {
    const email = 'restored@example.org';
    const before = await Holder.signedUp(host);
    await before.addEmail(email);
    await before.removeAll();
    await before.noticesSettled(email);
    await host.advance('P10D');

    const [data, backup, anew] = emulators.map((service): TablePlace => ({ service, prefix: '' }));
    const copy = { ...backup!, prefix: 'd20261127' };
    await copyTables(data!, copy);
    await host.stop();
    await copyTables(copy, anew!);
    const { hubName } = (
      JSON.parse(readFileSync('host.json', 'utf8')) as { extensions: { durableTask: { hubName: string } } }
    ).extensions.durableTask;
    expect((await tableNames(data!.service)).some((name) => name.startsWith(hubName))).toBe(true);
    expect((await tableNames(anew!.service)).filter((name) => name.startsWith(hubName))).toEqual([]);

    host = await startHost({ storage: emulators[2]!.connectionString, dataDir: host.dataDir });
    const holder = new Holder(host, before.signInName);
    expect((await holder.signIn()).body.protection).toMatchObject({ state: 'protected' });
    await host.advance('P19D');
    await host.advance('P2D');
    expect((await holder.info()).body).toMatchObject({
      contacts: [],
      protection: { state: 'awaiting-info' },
    });
    await host.advance('P2D');
    const told = (await holder.notices(email)).filter((template) => template.startsWith('protection'));
    expect(told).toEqual([
      ...['protection-started', 'protection-reminder', 'protection-reminder', 'protection-ended'],
    ]);
  });
});
