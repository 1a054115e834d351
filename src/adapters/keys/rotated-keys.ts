import { rfc3339, type Instant } from '../../domain/instant.js';
import {
  generateSecretKey,
  generateSigningKey,
  type KeyRing,
  type SecretKey,
  type SigningKey,
} from './key-ring.js';

export const RINGS = ['code', 'link', 'address', 'signing'] as const;
export type RingName = (typeof RINGS)[number];

/** IDN-5: a new key in each of the named rings, behind those that are there; `from` says when it begins to make things. */
export async function rotatedKeys(
  ring: KeyRing,
  names: readonly RingName[],
  from: Instant | undefined,
): Promise<KeyRing> {
  const begins = from === undefined ? {} : { from: rfc3339(from) };
  const secrets = (name: Exclude<RingName, 'signing'>): readonly SecretKey[] => {
    const keys = ring[name];
    const next = Math.max(...keys.map(({ version }) => version)) + 1;
    return names.includes(name) ? [...keys, { ...generateSecretKey(next), ...begins }] : keys;
  };
  const signing: readonly SigningKey[] = names.includes('signing')
    ? [...ring.signing, { ...(await generateSigningKey()), ...begins }]
    : ring.signing;
  return {
    code: secrets('code'),
    link: secrets('link'),
    address: secrets('address'),
    hash: ring.hash,
    signing,
  };
}
