import type { TokenCredential } from '@azure/identity';

/** Who this app is to Azure's other services. */
export interface AzureIdentity {
  /** Of the user-assigned identity; without one the system-assigned is meant. */
  readonly clientId: string | undefined;
  /** On somebody's own machine it is whoever is signed in to Azure's tools. */
  readonly isManaged: boolean;
}

/**
 * The identity that stands in for keys and connection strings. Loaded when it is needed: it costs a start a tenth of a second,
 * and a local run has no use for it.
 */
export async function azureCredential({ clientId, isManaged }: AzureIdentity): Promise<TokenCredential> {
  const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
  // One kind of credential and not a chain of guesses: what is wrong shows at once, and nobody else's sign-in is picked up.
  if (isManaged) return new ManagedIdentityCredential(clientId === undefined ? {} : { clientId });
  return new DefaultAzureCredential(clientId === undefined ? {} : { managedIdentityClientId: clientId });
}
