import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AccountId, EventId, RemovalId, WindowId } from '../../domain/identifiers.js';
import type { Link, LinkTokens } from '../../ports/link-tokens.js';
import { currentKey, secretBytes, type KeyRing } from './key-ring.js';

/** 128 bits of HMAC-SHA-256 (RFC 2104 §5 allows half and more): nobody gets to try many. */
const MAC_CHARACTERS = 22;
const KINDS = { c: 'cancel-protection', p: 'repudiate-password', u: 'undo-removal' } as const;
type Letter = keyof typeof KINDS;

/** `version.kind.thing.account.mac`: some 75 characters, so that a text with a link fits two segments. */
export function createLinkTokens({ link: keys }: Pick<KeyRing, 'link'>): LinkTokens {
  const mac = (version: number, payload: string): string =>
    createHmac('sha256', secretBytes(keys, version))
      .update(`link\0${payload}`)
      .digest('base64url')
      .slice(0, MAC_CHARACTERS);
  return {
    issue: (link) => {
      const { version } = currentKey(keys);
      const [letter, thing] = shortened(link);
      const payload = `${version}.${letter}.${thing}.${Buffer.from(link.accountId).toString('base64url')}`;
      return `${payload}.${mac(version, payload)}`;
    },
    read: (token) => {
      const [, payload = '', version, letter, thing = '', account = '', given = ''] = TOKEN.exec(token) ?? [];
      const known = keys.some((key) => key.version === Number(version));
      if (payload === '' || !known) return undefined;
      const expected = mac(Number(version), payload);
      if (!timingSafeEqual(Buffer.from(expected), Buffer.from(given))) return undefined;
      return linkOf(letter as Letter, thing, Buffer.from(account, 'base64url').toString());
    },
  };
}

const TOKEN = /^((\d{1,6})\.([cpu])\.([\w-]{1,64})\.([\w-]{1,400}))\.([\w-]{22})$/;

function shortened(link: Link): readonly [Letter, string] {
  switch (link.kind) {
    case 'cancel-protection':
      return ['c', link.windowId];
    case 'repudiate-password':
      return ['p', link.eventId];
    case 'undo-removal':
      return ['u', link.removalId];
  }
}

function linkOf(letter: Letter, thing: string, account: string): Link {
  const accountId = account as AccountId;
  switch (KINDS[letter]) {
    case 'cancel-protection':
      return { kind: 'cancel-protection', accountId, windowId: thing as WindowId };
    case 'repudiate-password':
      return { kind: 'repudiate-password', accountId, eventId: thing as EventId };
    case 'undo-removal':
      return { kind: 'undo-removal', accountId, removalId: thing as RemovalId };
  }
}
