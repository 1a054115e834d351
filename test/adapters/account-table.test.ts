import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddressVault } from '../../src/adapters/keys/address-vault.js';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { AccountTable } from '../../src/adapters/tables/account-table.js';
import { countRoundTrips } from '../../src/adapters/tables/round-trips.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import { withContact, type Account } from '../../src/domain/account.js';
import { mask, type AddressFingerprint, type PlainAddress } from '../../src/domain/contact-address.js';
import type { Contact, ContactState } from '../../src/domain/contact.js';
import type { Challenge } from '../../src/domain/challenge.js';
import type {
  AccountId,
  ChallengeId,
  ErasureId,
  EventId,
  RemovalId,
  SessionId,
  WindowId,
} from '../../src/domain/identifiers.js';
import { DAY, plus } from '../../src/domain/instant.js';
import { Unavailable } from '../../src/ports/unavailable.js';
import { account as plainAccount, active, contact as plainContact, NOW } from '../support/accounts.js';
import { tableEmulator } from '../support/table-emulator.js';

let emulator: Awaited<ReturnType<typeof tableEmulator>>;
let accounts: AccountTable;
let elsewhere: AccountTable;
const vault = createAddressVault(await generateKeyRing());
beforeAll(async () => {
  emulator = await tableEmulator();
  accounts = new AccountTable(await openTable(emulator, 'Accounts'), vault);
  elsewhere = new AccountTable(await openTable(emulator, 'Accounts'), vault);
});
afterAll(async () => {
  await emulator[Symbol.asyncDispose]();
});

let next = 0;
/** An account of its own with one contact in each state. */
function everything(): Account {
  const id = `account-${(next += 1)}` as AccountId;
  const was = active(30);
  const states: readonly ContactState[] = [
    { kind: 'pending', expiresAt: NOW },
    was,
    { kind: 'retired', windowId: 'w' as WindowId, windowEndsAt: NOW, was },
    { kind: 'removed', removalId: 'r' as RemovalId, removedAt: NOW, undoUntil: NOW, was },
    { kind: 'disabled', disabledAt: NOW, was },
  ];
  const contacts = states.map((state): Contact => {
    const address = `${state.kind}@example.org` as PlainAddress;
    const sealed = vault.seal(address, id);
    return { ...plainContact(state.kind, state), sealed, masked: mask('email', address) };
  });
  const challenge: Challenge = {
    ...{
      id: 'ch' as ChallengeId,
      contactId: contacts[1]!.id,
      purpose: 'step-up',
      delivery: 'email',
      keyVersion: 1,
    },
    ...{ sentAt: [NOW, plus(NOW, 1)], wrongTries: 2, deliveryStatus: 'queued' },
    closed: { reason: 'used', at: NOW },
  };
  const ledger = {
    ...{
      fingerprint: 'f' as AddressFingerprint,
      failuresInARow: 3,
      requesters: [],
      sentAt: [NOW],
      changedAt: NOW,
    },
    day: { startedAt: NOW, failures: 3 },
  };
  const window = {
    id: 'w' as WindowId,
    reason: 'replacement',
    startedAt: NOW,
    endsAt: plus(NOW, DAY),
  } as const;
  return {
    ...plainAccount(...contacts),
    ...{ id, challenges: [challenge], ledgers: [ledger], protection: { kind: 'protected', window } },
    codesSent: { tallies: [{ window: DAY, slots: [[1, 2]] }] },
    lastSignInAt: NOW,
  };
}

const byId = (account: Account): Account => ({
  ...account,
  contacts: [...account.contacts].sort((a, b) => (a.id < b.id ? -1 : 1)),
});

async function created(account = everything()) {
  expect(await accounts.create({ account, events: [] })).toBe('created');
  const loaded = await accounts.load(account.id);
  if (loaded === undefined) throw new Error('not there');
  return { account, loaded };
}

describe('accounts in a table', () => {
  it('come back as they went in, every state of them, and only once', async () => {
    const { account, loaded } = await created();
    expect(byId(loaded.account)).toEqual(byId(account));
    expect(await accounts.create({ account, events: [] })).toBe('exists');
    expect(await accounts.load('nobody' as AccountId)).toBeUndefined();
  });

  it('DUR-1 of two commits from one load one is a conflict, and leaves nothing behind', async () => {
    const { loaded } = await created();
    const add = (name: string) =>
      accounts.commit(loaded, {
        account: withContact(loaded.account, { ...loaded.account.contacts[0]!, id: name as Contact['id'] }),
        events: [{ id: `event-${name}` as EventId, at: NOW, happened: { kind: 'signed-in' } }],
      });
    const results = await Promise.all([add('one'), add('two')]);
    expect([...results].sort()).toEqual(['committed', 'conflict']);
    const after = await accounts.load(loaded.account.id);
    const winner = results[0] === 'committed' ? 'one' : 'two';
    expect(after?.account.contacts.map(({ id }) => id).filter((id) => /one|two/.test(id))).toEqual([winner]);
    expect(await accounts.event(loaded.account.id, `event-${winner}` as EventId)).toBeDefined();
    const loser = winner === 'one' ? 'two' : 'one';
    expect(await accounts.event(loaded.account.id, `event-${loser}` as EventId)).toBeUndefined();
  });

  it('of fifty commits at once one gets through', async () => {
    const { loaded } = await created();
    const commit = () =>
      accounts.commit(loaded, { account: { ...loaded.account, locale: 'de' }, events: [] });
    const results = await Promise.all(Array.from({ length: 50 }, commit));
    expect(results.filter((result) => result === 'committed')).toHaveLength(1);
  });

  it('take one round trip to load, one to commit, one for an event', async () => {
    const { loaded } = await created();
    const trips = async (work: () => Promise<unknown>) => (await countRoundTrips(work)).roundTrips;
    expect(await trips(() => accounts.load(loaded.account.id))).toEqual({ Accounts: 1 });
    expect(await trips(() => accounts.event(loaded.account.id, 'x' as EventId))).toEqual({ Accounts: 1 });
    expect(await trips(() => accounts.commit(loaded, { account: loaded.account, events: [] }))).toEqual({
      Accounts: 1,
    });
  });

  it('are remembered as they would be loaded, whatever was written', async () => {
    const remembers = async (id: AccountId) => {
      const loaded = (await elsewhere.load(id))!;
      expect(accounts.remembered(id)).toEqual({ account: loaded.account, version: loaded.version });
    };
    const account = everything();
    await accounts.create({ account, events: [] });
    await remembers(account.id);
    const sessions = Array.from({ length: 150 }, (_, n) => ({
      ...{ id: `session-${n}` as SessionId, createdAt: NOW, expiresAt: plus(NOW, DAY) },
    }));
    // The last of them drops more than fits in one transaction: what it leaves is dropped by the next.
    for (const [from, until] of [
      [0, 75],
      [75, 150],
      [0, 0],
    ] as const) {
      const before = accounts.remembered(account.id)!;
      const others = from === 0 ? [] : before.account.sessions;
      const changed = {
        ...{ ...before.account, sessions: [...others, ...sessions.slice(from, until)] },
        ...{ contacts: before.account.contacts.slice(1), ledgers: [], lastConfirmedAt: plus(NOW, until) },
      };
      const event = { id: `until-${until}` as EventId, at: NOW, happened: { kind: 'signed-in' } } as const;
      expect(await accounts.commit(before, { account: changed, events: [event] })).toBe('committed');
      await remembers(account.id);
    }
    expect(accounts.remembered(account.id)?.account.sessions.length).toBeGreaterThan(0);
    await accounts.load(account.id);
    await remembers(account.id);
  });

  it('let go of what a change dropped, and of everything at last', async () => {
    const { loaded } = await created();
    const [first] = loaded.account.contacts;
    await accounts.commit(loaded, { account: { ...loaded.account, contacts: [first!] }, events: [] });
    expect((await accounts.load(loaded.account.id))?.account.contacts).toHaveLength(1);
    await accounts.remove(loaded.account.id);
    expect(await accounts.load(loaded.account.id)).toBeUndefined();
  });

  it('a row that is too long is refused before it is sent', async () => {
    const { loaded } = await created();
    const commit = (length: number) =>
      accounts.commit(loaded, { account: { ...loaded.account, locale: 'x'.repeat(length) }, events: [] });
    await expect(commit(33_000)).rejects.toThrow('more than fit');
    expect(await commit(31_000)).toBe('committed');
  });

  it('a table service that is gone is an outage that says no more than that', async () => {
    const gone = TableClient.fromConnectionString(
      emulator.connectionString.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:1'),
      'Accounts',
      { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } },
    );
    const failing = new AccountTable(gone, vault).load('secret-account' as AccountId);
    await expect(failing).rejects.toThrow(Unavailable);
    await expect(failing).rejects.not.toThrow(/secret-account/);
  });

  it('PRV-3 while it is being erased nobody but its erasure sees it, and nothing is committed', async () => {
    const { loaded } = await created();
    const { account } = loaded;
    const erasure = { id: 'erasure' as ErasureId, since: NOW };
    const entry = { at: NOW, chore: { chore: 'forgetActivity', accountId: account.id } } as const;
    const erased = { account: { ...account, erasure }, events: [] };
    expect(await accounts.commit(loaded, erased, [entry])).toBe('committed');
    expect(await accounts.load(account.id)).toBeUndefined();
    expect((await accounts.loadErased(account.id))?.erasure).toEqual(erasure);
    expect(await accounts.dueEntries(account.id)).toEqual([entry]);
    expect(await accounts.commit(loaded, { account, events: [] })).toBe('conflict');
    expect(await accounts.create({ account, events: [] })).toBe('exists');
    await accounts.remove(account.id);
    expect(await accounts.loadErased(account.id)).toBeUndefined();
    expect(await accounts.dueEntries(account.id)).toEqual([]);
  });
});
