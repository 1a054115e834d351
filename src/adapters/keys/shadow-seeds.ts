import { hkdfSync } from 'node:crypto';
import type { AccountId, ContactId } from '../../domain/identifiers.js';
import { SHADOW_CONTACTS, SHADOW_DRAWS } from '../../domain/shadow-account.js';
import type { ShadowSeeds } from '../../ports/shadow-seeds.js';
import type { KeyRing } from './key-ring.js';

const ID_BYTES = 16;

/** REC-1: HKDF (RFC 5869) over the name's keyed hash. Ids look like those that are drawn. */
export function createShadowSeeds({ hash }: Pick<KeyRing, 'hash'>): ShadowSeeds {
  const secret = Buffer.from(hash.secret, 'base64url');
  return {
    of: (name) => {
      const derived = Buffer.from(
        hkdfSync('sha256', secret, name, 'shadow', (2 + SHADOW_CONTACTS) * ID_BYTES + SHADOW_DRAWS),
      );
      const id = (at: number): string =>
        derived.subarray(at * ID_BYTES, (at + 1) * ID_BYTES).toString('base64url');
      return {
        accountId: id(0) as AccountId,
        nobody: id(1) as AccountId,
        contactIds: Array.from({ length: SHADOW_CONTACTS }, (_, at) => id(2 + at) as ContactId),
        draws: derived.subarray((2 + SHADOW_CONTACTS) * ID_BYTES),
      };
    },
  };
}
