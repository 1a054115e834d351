import {
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  parsePhoneNumberWithError,
  ParseError,
  validatePhoneNumberLength,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import type { Country, PhoneNumbers, PhoneParse, PhoneProblem } from '../../ports/phone-numbers.js';

/** Calling codes that are served, with their plus sign; `*` for all. */
export type ServedCallingCodes = '*' | ReadonlySet<string>;

/** Expensive to call, or nobody's own. Pagers and voice mail take no codes. */
const REFUSED_KINDS = new Set(['PREMIUM_RATE', 'TOLL_FREE', 'SHARED_COST', 'UAN', 'PAGER', 'VOICEMAIL']);

/** Digits of any script, the usual separators, a plus in front. Letters and extensions are not a number to call. */
const WRITTEN = /^\s*[+\uff0b]?[\p{Nd}\s().\-\u2010-\u2015\u2212/\uff0d\uff08\uff09]+$/u;
const LONGEST = 40;

/** ADD-2 over the full metadata: the smaller sets misjudge kinds and lengths. */
export function createPhoneNumbers(served: ServedCallingCodes): PhoneNumbers {
  const isServed = (callingCode: string): boolean => served === '*' || served.has(`+${callingCode}`);
  return {
    parse: (country, number) => {
      const code = country.toUpperCase();
      if (!isSupportedCountry(code)) return refused('unknown-country');
      const parsed = parseNumber(code, number);
      if (typeof parsed === 'string') return refused(parsed);
      return isServed(parsed.countryCallingCode)
        ? { ok: true, e164: parsed.number }
        : refused('country-not-served');
    },
    spellings,
    callingCode: (e164) => `+${parsePhoneNumberWithError(e164).countryCallingCode}`,
    countries: (locale) => listCountries(locale, isServed),
  };
}

function parseNumber(country: CountryCode, text: string): PhoneNumber | PhoneProblem {
  if (text.length > LONGEST || !WRITTEN.test(text)) return 'not-a-number';
  const length = validatePhoneNumberLength(text, country);
  if (length === 'TOO_SHORT') return 'too-short';
  if (length === 'TOO_LONG') return 'too-long';
  let parsed: PhoneNumber;
  try {
    parsed = parsePhoneNumberWithError(text, country);
  } catch (error) {
    return problemOf(error);
  }
  // Several countries share one calling code: the code decides, not the region the number happens to be in.
  if (parsed.countryCallingCode !== getCountryCallingCode(country)) return 'wrong-country-code';
  if (!parsed.isValid()) return length === undefined ? 'invalid-number' : lengthProblem(length);
  return REFUSED_KINDS.has(parsed.getType() ?? '') ? 'kind-not-allowed' : parsed;
}

function problemOf(error: unknown): PhoneProblem {
  if (!(error instanceof ParseError)) throw error;
  switch (error.message) {
    case 'TOO_SHORT':
      return 'too-short';
    case 'TOO_LONG':
      return 'too-long';
    case 'INVALID_COUNTRY':
      return 'wrong-country-code';
    default:
      return 'not-a-number';
  }
}

function lengthProblem(length: ReturnType<typeof validatePhoneNumberLength>): PhoneProblem {
  if (length === 'INVALID_COUNTRY') return 'wrong-country-code';
  return length === 'NOT_A_NUMBER' ? 'not-a-number' : 'invalid-number';
}

function listCountries(locale: string, isServed: (callingCode: string) => boolean): readonly Country[] {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
  const { compare } = new Intl.Collator([locale, 'en']);
  return getCountries()
    .filter((country) => isServed(getCountryCallingCode(country)))
    .map((country) => ({
      country,
      callingCode: `+${getCountryCallingCode(country)}`,
      name: names.of(country) ?? country,
      example: getExampleNumber(country, examples)?.formatNational() ?? '',
    }))
    .sort((a, b) => compare(a.name, b.name));
}

function spellings(e164: string): readonly string[] {
  try {
    const parsed = parsePhoneNumberWithError(e164);
    return [e164, parsed.formatNational(), parsed.nationalNumber].map(digitsOf);
  } catch (error) {
    if (error instanceof ParseError) return [digitsOf(e164)];
    throw error;
  }
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

function refused(reason: PhoneProblem): PhoneParse {
  return { ok: false, reason };
}
