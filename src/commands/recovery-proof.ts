import { timingSafeEqual } from 'node:crypto';
import type { Channel, PlainAddress } from '../domain/contact-address.js';
import type { Parts } from './parts.js';

type ProofParts = Pick<Parts, 'emailAddresses' | 'phoneNumbers' | 'vault'>;

/**
 * REC-2: whether somebody who sees a contact's mask knows what it hides: the whole address or number, what stands before the
 * @, a number as it is dialled at home, or just the hidden characters. Keyed hashes are compared, all of them, so that the
 * time taken says nothing of how much was right.
 */
export function completesContact(
  parts: ProofParts,
  channel: Channel,
  address: PlainAddress,
  proof: string,
): boolean {
  const [forms, typed] =
    channel === 'email' ? emailForms(parts, address, proof) : phoneForms(parts, address, proof);
  const digest = (text: string): Buffer => Buffer.from(parts.vault.fingerprint(`recovery-proof:${text}`));
  const given = digest(typed);
  return forms.map(digest).filter((form) => timingSafeEqual(form, given)).length > 0 && typed !== '';
}

type Forms = readonly [forms: readonly string[], typed: string];

function emailForms({ emailAddresses }: ProofParts, address: PlainAddress, proof: string): Forms {
  const own = emailAddresses.parse(address);
  const canonical = own.ok ? own.canonical : address;
  const local = canonical.slice(0, canonical.lastIndexOf('@'));
  const hidden = [...local].slice(1).join('');
  const plain = proof.normalize('NFKC').trim();
  const whole = emailAddresses.parse(plain);
  return [[canonical, local, hidden], whole.ok ? whole.canonical : plain.toLowerCase()];
}

/** The two last digits of a number are not hidden. */
const SHOWN_DIGITS = 2;

function phoneForms({ phoneNumbers }: ProofParts, address: PlainAddress, proof: string): Forms {
  const whole = phoneNumbers.spellings(address).flatMap((digits) => [digits, `00${digits}`]);
  const hidden = whole.map((digits) => digits.slice(0, -SHOWN_DIGITS));
  const typed = proof
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0x0f))
    .replace(/\D/g, '');
  return [[...whole, ...hidden], typed];
}
