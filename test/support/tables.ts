import { createAddressVault } from '../../src/adapters/keys/address-vault.js';
import { generateKeyRing } from '../../src/adapters/keys/key-ring.js';
import { AccountTable } from '../../src/adapters/tables/account-table.js';
import { DirectoryTable } from '../../src/adapters/tables/directory-table.js';
import { DueIndexTable } from '../../src/adapters/tables/due-index-table.js';
import { ErasureTable } from '../../src/adapters/tables/erasure-table.js';
import { LimitTable } from '../../src/adapters/tables/limit-table.js';
import { openTable } from '../../src/adapters/tables/table-service.js';
import type { AddressVault } from '../../src/ports/address-vault.js';
import { tableEmulator } from './table-emulator.js';

export type OwnTables = Awaited<ReturnType<typeof ownTables>>;

/** The tables of a table service of their own, gone with it after the test, and the keys of what is sealed in them. */
export async function ownTables() {
  const emulator = await tableEmulator();
  const keys = await generateKeyRing();
  const vault = createAddressVault(keys);
  return { ...emulator, ...(await openTables(emulator.connectionString, vault)), keys, vault };
}

/** @param suffix of their names: a service may hold several sets */
export async function openTables(connectionString: string, vault: AddressVault, suffix = '') {
  const open = (name: string) => openTable({ connectionString }, `${name}${suffix}`);
  return {
    accounts: new AccountTable(await open('Accounts'), vault),
    directory: new DirectoryTable(await open('Directory')),
    dueIndex: new DueIndexTable(await open('DueIndex')),
    erasures: new ErasureTable(await open('Erasures')),
    limits: new LimitTable(await open('Limits')),
  };
}
