import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { AddressFingerprint } from '../../domain/contact-address.js';
import {
  CHALLENGE_TICKET,
  RECOVERY_TICKET,
  type ChallengeId,
  type RecoveryId,
} from '../../domain/identifiers.js';
import { instant } from '../../domain/instant.js';
import type { RecoveryTickets } from '../../ports/recovery-tickets.js';
import type { KeyRing } from './key-ring.js';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const NAME_BYTES = 32;
const ID_BYTES = 16;
const TIME_BYTES = 6;

type Kind = 'r' | 'rc';

/**
 * REC-1. `kind.iv ‖ tag ‖ ciphertext`, in base64url. The iv is a keyed hash of what is sealed, so that the same ticket is
 * sealed the same way again (DUR-4); what is sealed holds a random id, so nobody can tell from that which names are alike.
 */
export function createRecoveryTickets({ hash }: Pick<KeyRing, 'hash'>): RecoveryTickets {
  const secret = Buffer.from(hash.secret, 'base64url');
  const derive = (use: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, 'recovery-tickets', use, KEY_BYTES));
  const keys = { seal: derive('seal'), iv: derive('iv') };
  return {
    sealRecovery: ({ id, name, startedAt }) => {
      const time = Buffer.alloc(TIME_BYTES);
      time.writeUIntBE(startedAt, 0, TIME_BYTES);
      return seal(keys, 'r', Buffer.concat([bytes(name, NAME_BYTES), bytes(id, ID_BYTES), time]));
    },
    openRecovery: (sealed) => {
      const opened = RECOVERY_TICKET.test(sealed) ? open(keys, 'r', sealed) : undefined;
      return (
        opened && {
          name: text(opened, 0, NAME_BYTES) as AddressFingerprint,
          id: text(opened, NAME_BYTES, ID_BYTES) as RecoveryId,
          startedAt: instant(opened.readUIntBE(NAME_BYTES + ID_BYTES, TIME_BYTES)),
        }
      );
    },
    sealChallenge: ({ challengeId, inShadow, name }) =>
      seal(
        keys,
        'rc',
        Buffer.concat([
          bytes(name, NAME_BYTES),
          bytes(challengeId, ID_BYTES),
          Buffer.from([inShadow ? 1 : 0]),
        ]),
      ),
    openChallenge: (sealed) => {
      const opened = CHALLENGE_TICKET.test(sealed) ? open(keys, 'rc', sealed) : undefined;
      return (
        opened && {
          name: text(opened, 0, NAME_BYTES) as AddressFingerprint,
          challengeId: text(opened, NAME_BYTES, ID_BYTES) as ChallengeId,
          inShadow: opened.at(-1) === 1,
        }
      );
    },
  };
}

interface Keys {
  readonly seal: Buffer;
  readonly iv: Buffer;
}

function seal(keys: Keys, kind: Kind, plain: Buffer): string {
  const iv = createHmac('sha256', keys.iv).update(kind).update(plain).digest().subarray(0, IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, keys.seal, iv).setAAD(Buffer.from(kind));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return `${kind}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
}

function open(keys: Keys, kind: Kind, ticket: string): Buffer | undefined {
  const payload = Buffer.from(ticket.slice(kind.length + 1), 'base64url');
  const decipher = createDecipheriv(ALGORITHM, keys.seal, payload.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  })
    .setAAD(Buffer.from(kind))
    .setAuthTag(payload.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(payload.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function bytes(base64url: string, length: number): Buffer {
  const decoded = Buffer.from(base64url, 'base64url');
  if (decoded.length !== length) throw new Error(`A part of a ticket has ${decoded.length} bytes.`);
  return decoded;
}

function text(from: Buffer, at: number, length: number): string {
  return from.subarray(at, at + length).toString('base64url');
}
