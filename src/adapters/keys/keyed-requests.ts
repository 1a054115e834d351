import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { RequestKey } from '../../domain/answered-request.js';
import { calendarDay } from '../../domain/day.js';
import type { KeyedRequests } from '../../ports/keyed-requests.js';
import type { KeyRing } from './key-ring.js';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * DUR-4. Who has neither the server's key nor the client's `Idempotency-Key` can neither find an answer nor read it; both
 * are needed, so what is kept for a day is worth nothing to whoever copies the table.
 */
export function createKeyedRequests({ hash }: Pick<KeyRing, 'hash'>): KeyedRequests {
  const secret = Buffer.from(hash.secret, 'base64url');
  const keyed = (...parts: readonly string[]): Buffer =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest();
  return {
    of: ({ content, idempotencyKey, route, sessionId }, now) => {
      const said = keyed('request-content', content).toString('base64url').slice(0, 22);
      // Nobody in particular may use anybody's key: there the content belongs to the identity.
      const who = sessionId === undefined ? `anybody ${said}` : `session ${sessionId}`;
      const identity = [who, route, idempotencyKey];
      const key = keyed('request', ...identity)
        .toString('base64url')
        .slice(0, 22) as RequestKey;
      const sealing = new Uint8Array(
        hkdfSync('sha256', secret, key, JSON.stringify(['request-seal', ...identity]), 32),
      );
      const today = calendarDay(now);
      let drawn = 0;
      const id = (): string => {
        drawn += 1;
        return keyed('request-id', ...identity, today, String(drawn))
          .subarray(0, 16)
          .toString('base64url');
      };
      return {
        key,
        content: said,
        random: { id, fraction: () => Math.random() },
        seal: (text) => seal(sealing, text),
        open: (sealed) => open(sealing, sealed),
      };
    },
  };
}

function seal(key: Uint8Array, text: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

function open(key: Uint8Array, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString(
    'utf8',
  );
}
