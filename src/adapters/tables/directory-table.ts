import { odata, type TableClient } from '@azure/data-tables';
import type { AddressFingerprint } from '../../domain/contact-address.js';
import type { AccountId } from '../../domain/identifiers.js';
import type { Directory, Held } from '../../ports/directory.js';
import { Unavailable } from '../../ports/unavailable.js';
import { deleteRows } from './delete-rows.js';
import { collect } from './read-rows.js';
import { statusOf } from '../azure/status-of.js';
import { reaching } from './table-service.js';

/** Every lookup is a partition of one row. */
const ROW = 'accounts';
const ROUNDS = 20;

interface Claims {
  readonly accounts: readonly AccountId[];
  readonly etag: string | undefined;
}

/** Keyed hashes to accounts: sign-in names (one account each), addresses (a few). */
export class DirectoryTable implements Directory {
  readonly #table: TableClient;

  constructor(table: TableClient) {
    this.#table = table;
  }

  async find(signInName: AddressFingerprint): Promise<AccountId | undefined> {
    return (await this.#read(`name:${signInName}`)).accounts[0];
  }

  /** The first insert wins; whoever comes second hears whose it is. */
  async claimName(signInName: AddressFingerprint, account: AccountId): Promise<AccountId> {
    const key = `name:${signInName}`;
    if (await this.#write(key, [account], undefined)) return account;
    const [owner] = (await this.#read(key)).accounts;
    if (owner === undefined) throw new Unavailable('directory', { retryAfterSeconds: 1 });
    return owner;
  }

  async releaseName(signInName: AddressFingerprint, account: AccountId): Promise<void> {
    await this.#unclaim(`name:${signInName}`, account);
  }

  async claimAddress(
    address: AddressFingerprint,
    account: AccountId,
    limit: number,
    stillHolds: (account: AccountId) => Promise<boolean>,
  ): Promise<'claimed' | 'full'> {
    const key = `address:${address}`;
    // The list comes before the claim: a claim that it lacks would outlive the account.
    await this.#list(account, address);
    // Most addresses are new: the claim is looked at only where there is one.
    if (await this.#write(key, [account], undefined)) return 'claimed';
    for (let round = 0; round < ROUNDS; round += 1) {
      const { accounts, etag } = await this.#read(key);
      if (accounts.includes(account)) return 'claimed';
      const holding = accounts.length < limit ? accounts : await filterAsync(accounts, stillHolds);
      if (holding.length >= limit) return 'full';
      if (await this.#write(key, [...holding, account], etag)) return 'claimed';
    }
    throw new Unavailable('directory', { retryAfterSeconds: 1 });
  }

  async claimants(address: AddressFingerprint): Promise<readonly AccountId[]> {
    return (await this.#read(`address:${address}`)).accounts;
  }

  async release(account: AccountId, { addresses, listed, name }: Held): Promise<void> {
    const list = await collect(this.#table, odata`PartitionKey eq ${listOf(account)}`, ['RowKey']);
    const fingerprints = list.map(({ rowKey = '' }) => rowKey);
    const claims = [...addresses, ...fingerprints].map((address) => `address:${address}`);
    const unlisted = listed ? [] : await this.#claimsOf(account);
    const names = name === undefined ? [] : [`name:${name}`];
    for (const key of new Set([...names, ...claims, ...unlisted])) await this.#unclaim(key, account);
    await deleteRows(this.#table, listOf(account), fingerprints);
  }

  /** Somebody else may claim the same address right now: whoever writes second looks again. */
  async #unclaim(key: string, account: AccountId): Promise<void> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { accounts, etag } = await this.#read(key);
      if (etag === undefined || !accounts.includes(account)) return;
      const others = accounts.filter((other) => other !== account);
      if (others.length > 0 ? await this.#write(key, others, etag) : await this.#delete(key, etag)) return;
    }
    throw new Unavailable('directory', { retryAfterSeconds: 1 });
  }

  /** Looks through all there are. */
  async #claimsOf(account: AccountId): Promise<readonly string[]> {
    const rows = await collect(this.#table, "PartitionKey ge 'address:' and PartitionKey lt 'address;'");
    return rows
      .filter((row) => String(row['ids']).split(' ').includes(account))
      .map(({ partitionKey = '' }) => partitionKey);
  }

  /** Which addresses an account has claimed, from its own side. */
  async #list(account: AccountId, address: AddressFingerprint): Promise<void> {
    const row = { partitionKey: listOf(account), rowKey: address, v: 1 };
    await reaching('storage', () => this.#table.upsertEntity(row, 'Replace'));
  }

  /** @returns false when somebody else wrote first */
  async #delete(key: string, etag: string): Promise<boolean> {
    try {
      await reaching('storage', () => this.#table.deleteEntity(key, ROW, { etag }));
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 412) return false;
      throw error;
    }
  }

  async #read(key: string): Promise<Claims> {
    try {
      const row = await reaching('storage', () => this.#table.getEntity(key, ROW));
      const accounts = String(row['ids']).split(' ') as AccountId[];
      return { accounts, etag: row.etag };
    } catch (error) {
      if (statusOf(error) === 404) return { accounts: [], etag: undefined };
      throw error;
    }
  }

  /** @returns false when somebody else wrote first */
  async #write(key: string, accounts: readonly AccountId[], etag: string | undefined): Promise<boolean> {
    const row = { partitionKey: key, rowKey: ROW, v: 1, ids: accounts.join(' ') };
    try {
      await reaching('storage', () =>
        etag === undefined
          ? this.#table.createEntity(row)
          : this.#table.updateEntity(row, 'Replace', { etag }),
      );
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 409 || status === 412) return false;
      throw error;
    }
  }
}

function listOf(account: AccountId): string {
  return `account:${account}`;
}

async function filterAsync<T>(
  items: readonly T[],
  holds: (item: T) => Promise<boolean>,
): Promise<readonly T[]> {
  const kept = await Promise.all(items.map(holds));
  return items.filter((_, at) => kept[at]);
}
