import type { TableClient } from '@azure/data-tables';
import type { AddressFingerprint } from '../../domain/contact-address.js';
import type { AccountId } from '../../domain/identifiers.js';
import type { Directory } from '../../ports/directory.js';
import { Unavailable } from '../../ports/unavailable.js';
import { reaching, statusOf } from './table-service.js';

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
    const key = `name:${signInName}`;
    const { accounts, etag } = await this.#read(key);
    if (accounts[0] !== account || etag === undefined) return;
    try {
      await reaching('storage', () => this.#table.deleteEntity(key, ROW, { etag }));
    } catch (error) {
      // Gone already, by a repeat of the same.
      if (statusOf(error) !== 404 && statusOf(error) !== 412) throw error;
    }
  }

  async claimAddress(
    address: AddressFingerprint,
    account: AccountId,
    limit: number,
    stillHolds: (account: AccountId) => Promise<boolean>,
  ): Promise<'claimed' | 'full'> {
    const key = `address:${address}`;
    for (let round = 0; round < ROUNDS; round += 1) {
      const { accounts, etag } = await this.#read(key);
      if (accounts.includes(account)) return 'claimed';
      const holding = accounts.length < limit ? accounts : await filterAsync(accounts, stillHolds);
      if (holding.length >= limit) return 'full';
      if (await this.#write(key, [...holding, account], etag)) return 'claimed';
    }
    throw new Unavailable('directory', { retryAfterSeconds: 1 });
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
      if (status === 409 || status === 412) return false;
      throw error;
    }
  }
}

async function filterAsync<T>(
  items: readonly T[],
  holds: (item: T) => Promise<boolean>,
): Promise<readonly T[]> {
  const kept = await Promise.all(items.map(holds));
  return items.filter((_, at) => kept[at]);
}
