import type {
  Channel,
  Delivery,
  EmailAddress,
  PhoneNumber,
  PlainAddress,
} from '../domain/contact-address.js';
import { ok, refuse, type Outcome } from '../domain/outcome.js';
import type { EmailParse } from '../ports/email-addresses.js';
import type { PhoneParse } from '../ports/phone-numbers.js';
import type { Parts } from './parts.js';

/** A contact as somebody types it. */
export type NewContact =
  | { readonly channel: 'email'; readonly address: string }
  | {
      readonly channel: 'phone';
      /** ISO 3166-1 alpha-2. */
      readonly country: string;
      readonly number: string;
      readonly delivery: 'sms' | 'call';
    };

/** A contact named in plain, ready to be sealed for one account. */
export interface PlainContact {
  readonly channel: Channel;
  readonly delivery: Delivery;
  readonly address: PlainAddress;
  /** What makes two addresses the same. */
  readonly canonical: string;
}

type PhoneReason = Extract<PhoneParse, { ok: false }>['reason'];
type EmailReason = Extract<EmailParse, { ok: false }>['reason'];

const phoneProblems = {
  'unknown-country': ['country', 'Choose a country from the list.'],
  'not-a-number': ['number', 'Enter digits only, with or without the country code.'],
  'too-short': ['number', 'A number in this country has more digits. Check that none is missing.'],
  'too-long': ['number', 'A number in this country has fewer digits. Check that none is doubled.'],
  'wrong-country-code': [
    'country',
    'The number starts with another country’s code. Choose that country, or leave the code out.',
  ],
  'invalid-number': [
    'number',
    'No number in this country looks like this. Check the digits and their order.',
  ],
  'kind-not-allowed': [
    'number',
    'Codes can’t be sent to this kind of number. Use a mobile or landline number of your own.',
  ],
  'country-not-served': [
    'country',
    'Codes can’t be sent to this country. Use an email address or a number elsewhere.',
  ],
} as const satisfies Record<PhoneReason, readonly [string, string]>;

const emailProblems = {
  'not-an-address': 'Enter an email address like name@example.com.',
  'too-long': 'An email address has at most 64 characters before the @ and 254 in all.',
  'unsupported-characters':
    'Use letters, digits and . _ + - before the @. Other characters can’t be reached reliably.',
} as const satisfies Record<EmailReason, string>;

/** ADD-2, ADD-3: an address we can send to, or the precise reason why not. */
export function parseNewContact(
  parts: Pick<Parts, 'emailAddresses' | 'phoneNumbers'>,
  typed: NewContact,
): Outcome<PlainContact, 'invalid-contact'> {
  return typed.channel === 'email' ? parseEmail(parts, typed.address) : parsePhone(parts, typed);
}

function parseEmail(
  { emailAddresses }: Pick<Parts, 'emailAddresses'>,
  address: string,
): Outcome<PlainContact, 'invalid-contact'> {
  const email = emailAddresses.parse(address);
  if (!email.ok) return invalid('address', email.reason, emailProblems[email.reason]);
  const { original, canonical } = email;
  return ok({ channel: 'email', delivery: 'email', address: original as EmailAddress, canonical });
}

function parsePhone(
  { phoneNumbers }: Pick<Parts, 'phoneNumbers'>,
  { country, number, delivery }: Extract<NewContact, { channel: 'phone' }>,
): Outcome<PlainContact, 'invalid-contact'> {
  const phone = phoneNumbers.parse(country, number);
  if (!phone.ok) return invalid(phoneProblems[phone.reason][0], phone.reason, phoneProblems[phone.reason][1]);
  return ok({ channel: 'phone', delivery, address: phone.e164 as PhoneNumber, canonical: phone.e164 });
}

function invalid(path: string, code: string, message: string) {
  return refuse({ code: 'invalid-contact', errors: [{ path, code, message }] });
}
