import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DirectoryTable } from '../../src/adapters/tables/directory-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import type { AddressFingerprint } from '../../src/domain/contact-address.js';
import type { AccountId } from '../../src/domain/identifiers.js';
import { tableEmulator } from '../support/table-emulator.js';

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let directory: DirectoryTable;
beforeAll(async () => {
  emulator = await tableEmulator();
  directory = new DirectoryTable(await openTable(emulator, 'Directory'));
});
afterAll(async () => {
  await emulator[Symbol.asyncDispose]();
});

describe('the directory', () => {
  const fingerprint = (name: string) => `print-${name}` as AddressFingerprint;
  const id = (n: number) => `account-${n}` as AccountId;
  const keeps = () => Promise.resolve(true);

  it('IDN-3 of twenty who want a name one gets it, and all hear who', async () => {
    const claims = Array.from({ length: 20 }, (_, n) => directory.claimName(fingerprint('name'), id(n)));
    const owners = new Set(await Promise.all(claims));
    expect(owners.size).toBe(1);
    expect(await directory.find(fingerprint('name'))).toBe([...owners][0]);
  });

  it('ADD-6 an address serves so many accounts, again and again the same ones', async () => {
    const claim = (n: number) => directory.claimAddress(fingerprint('shared'), id(n), 3, keeps);
    for (const n of [1, 2, 3, 3, 1]) expect(await claim(n)).toBe('claimed');
    expect(await claim(4)).toBe('full');
  });

  it('ADD-6 costs two requests where nobody has the address, and the list comes first', async () => {
    const table = await openTable(emulator, 'Directory');
    const asked: string[] = [];
    table.pipeline.addPolicy({
      name: 'order',
      sendRequest: (request, next) => {
        asked.push(
          `${request.method} ${decodeURIComponent(request.url).includes('account:') ? 'list' : 'claim'}`,
        );
        return next(request);
      },
    });
    const claim = (n: number) => new DirectoryTable(table).claimAddress(fingerprint('new'), id(n), 2, keeps);
    const steps = async (n: number, what: 'claimed' | 'full') => {
      asked.length = 0;
      expect(await claim(n)).toBe(what);
      return asked;
    };
    expect(await steps(1, 'claimed')).toEqual(['PUT list', 'POST claim']);
    expect(await steps(1, 'claimed')).toEqual(['PUT list', 'POST claim', 'GET claim']);
    expect(await steps(2, 'claimed')).toEqual(['PUT list', 'POST claim', 'GET claim', 'PUT claim']);
    expect(await steps(3, 'full')).toEqual(['PUT list', 'POST claim', 'GET claim']);
  });

  it('ADD-6 accounts that let an address go make room', async () => {
    const holds = new Set([id(1)]);
    const claim = (n: number) =>
      directory.claimAddress(fingerprint('left'), id(n), 2, (other) => Promise.resolve(holds.has(other)));
    for (const n of [1, 2, 3]) expect(await claim(n)).toBe('claimed');
    holds.add(id(3));
    expect(await claim(4)).toBe('full');
  });

  it('ADD-6 of many at once no more than the limit get through', async () => {
    const claims = Array.from({ length: 12 }, (_, n) =>
      directory.claimAddress(fingerprint('rush'), id(n), 10, keeps),
    );
    const results = await Promise.all(claims);
    expect(results.filter((result) => result === 'claimed')).toHaveLength(10);
  });
});

describe('PRV-3 letting go of an account', () => {
  const fingerprint = (name: string) => `erased-${name}` as AddressFingerprint;
  const [mine, other] = ['mine' as AccountId, 'other' as AccountId];
  const nobody = () => Promise.resolve(false);
  const claim = (address: string, account: AccountId) =>
    directory.claimAddress(fingerprint(address), account, 10, nobody);
  const keeps = async (address: string): Promise<string | undefined> => {
    const table = await openTable(emulator, 'Directory');
    const key = `address:${fingerprint(address)}`;
    return table.getEntity(key, 'accounts').then(
      (row) => String(row['ids']),
      () => undefined,
    );
  };

  it('its name and every claim it ever made go, those of others stay, and again changes nothing', async () => {
    await directory.claimName(fingerprint('name'), mine);
    for (const address of ['alone', 'shared', 'long gone']) await claim(address, mine);
    for (const address of ['shared', 'theirs']) await claim(address, other);
    const held = { name: fingerprint('name'), addresses: [fingerprint('alone')], listed: true };
    for (let times = 0; times < 2; times += 1) {
      await directory.release(mine, held);
      expect(await directory.find(fingerprint('name'))).toBeUndefined();
      expect(await Promise.all(['alone', 'long gone', 'shared', 'theirs'].map(keeps))).toEqual([
        ...[undefined, undefined, 'other', 'other'],
      ]);
    }
  });

  it('somebody else’s name stays, though it was its own once', async () => {
    await directory.claimName(fingerprint('taken'), other);
    await directory.release(mine, { name: fingerprint('taken'), addresses: [], listed: true });
    expect(await directory.find(fingerprint('taken'))).toBe(other);
  });

  it('claims of 0.2, which are on no list, are found by looking through all', async () => {
    const table = await openTable(emulator, 'Directory');
    const row = { rowKey: 'accounts', v: 1, ids: 'other mine third' };
    await table.createEntity({ ...row, partitionKey: `address:${fingerprint('old')}` });
    await directory.release(mine, { name: undefined, addresses: [], listed: true });
    expect(await keeps('old')).toBe('other mine third');
    await directory.release(mine, { name: undefined, addresses: [], listed: false });
    expect(await keeps('old')).toBe('other third');
  });

  it('no claim is lost that is made while another is let go', async () => {
    const addresses = Array.from({ length: 20 }, (_, n) => `race-${n}`);
    for (const address of addresses) await claim(address, mine);
    const claims = addresses.map((address) => claim(address, other));
    await directory.release(mine, { name: undefined, addresses: [], listed: true });
    expect(new Set(await Promise.all(claims))).toEqual(new Set(['claimed']));
    expect(new Set(await Promise.all(addresses.map(keeps)))).toEqual(new Set(['other']));
  });
});
