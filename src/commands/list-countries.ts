import type { Country } from '../ports/phone-numbers.js';
import type { Parts } from './parts.js';

/** ADD-2: the countries that codes can be sent to, named and sorted in the given language. */
export function listCountries(
  { phoneNumbers }: Pick<Parts, 'phoneNumbers'>,
  { locale }: { readonly locale: string },
): readonly Country[] {
  return phoneNumbers.countries(locale);
}
