import type { Requester } from '../domain/code-ledger.js';
import { networkOf } from '../domain/network.js';
import type { AddressVault } from '../ports/address-vault.js';

/** Where a request came from, as limits count it; undefined where nobody can tell. */
export function requesterOf(
  vault: Pick<AddressVault, 'requester'>,
  networkAddress: string | undefined,
): Requester | undefined {
  return networkAddress === undefined ? undefined : vault.requester(networkOf(networkAddress));
}
