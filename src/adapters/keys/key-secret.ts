import type { TokenCredential } from '@azure/identity';
import type { SecretClient } from '@azure/keyvault-secrets';
import { Unavailable } from '../../ports/unavailable.js';
import { statusOf } from '../azure/status-of.js';
import type { KeySource } from './followed-keys.js';
import type { KeyRing } from './key-ring.js';
import { parseKeyRing } from './parse-key-ring.js';

/** A secret of a Key Vault, by its address without a version. */
export interface SecretAddress {
  readonly vaultUrl: string;
  readonly name: string;
  readonly isLoopback: boolean;
}

/** Requests wait for it, once a minute: a vault that is slow must not make them slow. */
const TIMEOUT_MS = 3000;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** @returns undefined for anything but `https://vault/secrets/name`, or the same over http to this machine */
export function parseSecretAddress(text: string): SecretAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const { hash, hostname, origin, pathname, protocol, search, username } = new URL(text);
  const [, name] = /^\/secrets\/([0-9A-Za-z-]{1,127})\/?$/.exec(pathname) ?? [];
  const isLoopback = LOOPBACK.has(hostname);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback);
  if (name === undefined || !isSafe || `${hash}${search}${username}` !== '') return undefined;
  return { vaultUrl: origin, name, isLoopback };
}

/** The key ring as a secret, in the form of the key file; every change of it is a version of the secret. */
export interface KeySecret extends KeySource {
  /** Writes a new version made from the newest. @throws Error when somebody else wrote at the same time */
  readonly replace: (make: (ring: KeyRing) => Promise<KeyRing>) => Promise<KeyRing>;
}

/** Loads the vault's SDK, which only those need who keep their keys there. */
export async function openSecretClient(
  { isLoopback, vaultUrl }: SecretAddress,
  credential: TokenCredential,
): Promise<SecretClient> {
  const { SecretClient } = await import('@azure/keyvault-secrets');
  return new SecretClient(vaultUrl, credential, {
    retryOptions: { maxRetries: 1, retryDelayInMs: 200, maxRetryDelayInMs: 400 },
    // What answers on this machine is no vault of Azure's, and its challenge names another domain.
    ...(isLoopback ? { allowInsecureConnection: true, disableChallengeResourceVerification: true } : {}),
  });
}

export async function openKeySecret(address: SecretAddress, credential: TokenCredential): Promise<KeySecret> {
  const client = await openSecretClient(address, credential);
  const { name, vaultUrl } = address;
  const where = `The secret ${name} of ${vaultUrl}`;
  const newest = () => reaching(where, () => client.getSecret(name, { abortSignal: soon() }));
  const read = async () => parseKeyRing((await newest()).value ?? '', where);
  return {
    open: read,
    read,
    replace: async (make) => {
      const before = await newest();
      const ring = await make(parseKeyRing(before.value ?? '', where));
      // The vault knows no condition on writing: looking before leaves a moment, which looking afterwards covers.
      if ((await newest()).properties.version !== before.properties.version) throw overtaken(where);
      const written = await reaching(where, () => writeSecret(client, name, JSON.stringify(ring)));
      if ((await newest()).properties.version !== written) throw overtaken(where);
      return ring;
    },
  };
}

/** @returns its version */
export async function writeSecret(
  client: SecretClient,
  name: string,
  value: string,
  contentType = 'application/json',
): Promise<string | undefined> {
  const { properties } = await client.setSecret(name, value, { contentType, abortSignal: soon() });
  return properties.version;
}

function soon(): AbortSignal {
  return AbortSignal.timeout(TIMEOUT_MS);
}

function overtaken(where: string): Error {
  return new Error(
    `${where} was changed by somebody else at the same time, and the newest version counts. See whether it has the new keys; ` +
      'if not, rotate again.',
  );
}

/** What the vault says is told without its words; what it did not get to say is an outage. */
async function reaching<T>(where: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw failureOf(where, statusOf(error));
  }
}

function failureOf(where: string, status: number | undefined): Error {
  const cause = new Error(`status ${status ?? 'none'}`);
  if (status === 404)
    return new Error(`${where} is not there. Make it: npm run prepare-vault (docs/operations.md).`, {
      cause,
    });
  if (status === 401 || status === 403)
    return new Error(
      `${where} is not for us (status ${status}). Reading needs the role Key Vault Secrets User, rotating Key Vault ` +
        'Secrets Officer; a role takes some minutes to work.',
      { cause },
    );
  return new Unavailable('keys', { retryAfterSeconds: 5, cause });
}
