import { createHmac, timingSafeEqual } from 'node:crypto';
import type { EventPosition, PageCursors } from '../../ports/page-cursors.js';
import type { KeyRing } from './key-ring.js';

/** 128 bits of HMAC-SHA-256 (RFC 2104 §5). */
const MAC_CHARACTERS = 22;
const CURSOR = /^([\w-]{1,400})\.([\w-]{22})$/;

/** `position.mac`, over the account as well: a cursor leads nowhere but to the page it was given out for. */
export function createPageCursors({ hash }: Pick<KeyRing, 'hash'>): PageCursors {
  const key = Buffer.from(hash.secret, 'base64url');
  const mac = (payload: string, account: string): string =>
    createHmac('sha256', key)
      .update(JSON.stringify(['page-cursor', account, payload]))
      .digest('base64url')
      .slice(0, MAC_CHARACTERS);
  return {
    issue: (position, account) => {
      const payload = Buffer.from(position).toString('base64url');
      return `${payload}.${mac(payload, account)}`;
    },
    read: (cursor, account) => {
      const [, payload = '', given = ''] = CURSOR.exec(cursor) ?? [];
      if (payload === '') return undefined;
      if (!timingSafeEqual(Buffer.from(mac(payload, account)), Buffer.from(given))) return undefined;
      return Buffer.from(payload, 'base64url').toString() as EventPosition;
    },
  };
}
