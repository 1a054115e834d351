import { domainToASCII } from 'node:url';
import emailSpellChecker from '@zootools/email-spell-checker';
import type { EmailAddresses, EmailParse } from '../../ports/email-addresses.js';
import { providerOf } from './mail-providers.js';

/** RFC 5321 §4.5.3.1: octets. */
const LONGEST_LOCAL = 64;
const LONGEST_ADDRESS = 254;

/** RFC 5322's dot-atom. Quoted and non-ASCII local parts exist, but can't be reached reliably. */
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** ADD-3. Two addresses are the same when only the case differs; dots and tags make different ones. */
export const emailAddresses: EmailAddresses = {
  parse,
  suggest: (address) => {
    const suggested = emailSpellChecker.run({ email: address })?.full;
    return suggested === undefined || suggested.toLowerCase() === address.toLowerCase()
      ? undefined
      : suggested;
  },
  sameProvider: (one, other) => {
    const [a, b] = [one, other].map((address) => providerOf(address.slice(address.lastIndexOf('@') + 1)));
    return a === b;
  },
};

function parse(text: string): EmailParse {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 1 || !trimmed.isWellFormed()) return { ok: false, reason: 'not-an-address' };
  const local = trimmed.slice(0, at);
  const domain = domainToASCII(trimmed.slice(at + 1)).toLowerCase();
  if (Buffer.byteLength(local) > LONGEST_LOCAL || local.length + 1 + domain.length > LONGEST_ADDRESS) {
    return { ok: false, reason: 'too-long' };
  }
  if (!DOMAIN.test(domain)) return { ok: false, reason: 'not-an-address' };
  if (!LOCAL.test(local)) {
    const unusual = /^".*"$|[^\u0020-\u007e]/u.test(local);
    return { ok: false, reason: unusual ? 'unsupported-characters' : 'not-an-address' };
  }
  const original = `${local}@${domain}`;
  return { ok: true, original, canonical: original.toLowerCase() };
}
