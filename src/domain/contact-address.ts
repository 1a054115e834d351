import type { Brand } from './brand.js';

/** An address as its holder typed it, in the clear. Only sending and showing may have it. */
export type EmailAddress = Brand<string, 'EmailAddress'>;
/** E.164, with its plus sign. */
export type PhoneNumber = Brand<string, 'PhoneNumber'>;
export type PlainAddress = EmailAddress | PhoneNumber;

/** The same address encrypted: the only form that storage takes. */
export type SealedAddress = Brand<string, 'SealedAddress'>;
/** A keyed hash of the address's canonical form: equal for equal addresses, useless without the key. */
export type AddressFingerprint = Brand<string, 'AddressFingerprint'>;
/** What may be shown and logged: `d•••@example.com`, `•••• 67`. */
export type MaskedAddress = Brand<string, 'MaskedAddress'>;

export type Channel = 'email' | 'phone';
/** How a code travels. */
export type Delivery = 'email' | 'sms' | 'call';

const DOTS = '•••';

/** Shows the first character of the local part and the domain. */
export function maskEmail(address: EmailAddress): MaskedAddress {
  const at = address.lastIndexOf('@');
  const first = [...address.slice(0, at)][0] ?? '';
  return `${first}${DOTS}${address.slice(at)}` as MaskedAddress;
}

/** Shows the last two digits, as much as a holder needs to know which phone it is. */
export function maskPhone(number: PhoneNumber): MaskedAddress {
  return `${DOTS}${DOTS}${number.slice(-2)}` as MaskedAddress;
}

export function mask(channel: Channel, address: PlainAddress): MaskedAddress {
  return channel === 'email' ? maskEmail(address as EmailAddress) : maskPhone(address as PhoneNumber);
}
