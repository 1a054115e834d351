import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import { statusOf } from '../azure/status-of.js';
import { generateKeyRing } from './key-ring.js';
import { openSecretClient, writeSecret } from './key-secret.js';

/** What a vault must have before the service starts, by name, and how each is made. */
const SECRETS: Readonly<Record<string, () => Promise<{ value: string; contentType: string }>>> = {
  keys: async () => ({ value: JSON.stringify(await generateKeyRing()), contentType: 'application/json' }),
  'delivery-reports-key': async () => ({
    value: randomBytes(32).toString('base64url'),
    contentType: 'text/plain',
  }),
};

/** Of the vault that Azure has just made: whose role is as new. */
const UNTIL_A_ROLE_WORKS = { tries: 40, everyMs: 15_000 };

/**
 * Makes every secret that isn't there, and changes none that is.
 *
 * @returns the names of those that were made
 */
export async function makeMissingSecrets(
  vault: { readonly vaultUrl: string; readonly isLoopback: boolean },
  credential: TokenCredential,
  { everyMs, tries } = UNTIL_A_ROLE_WORKS,
): Promise<readonly string[]> {
  const client = await openSecretClient({ ...vault, name: 'keys' }, credential);
  const made: string[] = [];
  for (const [name, make] of Object.entries(SECRETS)) {
    if (await untilAllowed(() => isThere(client, name), tries, everyMs)) continue;
    const { contentType, value } = await make();
    await writeSecret(client, name, value, contentType);
    made.push(name);
  }
  return made;
}

async function isThere(client: Awaited<ReturnType<typeof openSecretClient>>, name: string): Promise<boolean> {
  try {
    await client.getSecret(name);
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

async function untilAllowed<T>(act: () => Promise<T>, tries: number, everyMs: number): Promise<T> {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await act();
    } catch (error) {
      if (statusOf(error) !== 403 || left <= 0) throw error;
      await pause(everyMs);
    }
  }
}
