import type { PhoneNumbers } from '../../ports/phone-numbers.js';

/** Undefined for a number that newer metadata does not know any more, or that never was one: it is counted without. */
export function callingCodeOf(
  phoneNumbers: Pick<PhoneNumbers, 'callingCode'>,
): (number: string) => string | undefined {
  return (number) => {
    try {
      return phoneNumbers.callingCode(number);
    } catch {
      return undefined;
    }
  };
}
