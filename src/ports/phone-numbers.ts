/** Numbers as people write them, to E.164 and back to nothing else (ADD-2). */
export interface PhoneNumbers {
  /**
   * @param country ISO 3166-1 alpha-2
   * @param number national or international form
   */
  parse(country: string, number: string): PhoneParse;
  /**
   * The digits by which people know a number of ours: international, national, and without the national prefix.
   *
   * @param e164 with its plus sign
   */
  spellings(e164: string): readonly string[];
  /** `+49`. @param e164 a number of ours, with its plus sign */
  callingCode(e164: string): string;
  /** The countries served, named in the language and sorted as it sorts. */
  countries(locale: string): readonly Country[];
}

export type PhoneParse =
  { readonly ok: true; readonly e164: string } | { readonly ok: false; readonly reason: PhoneProblem };

export type PhoneProblem =
  | 'unknown-country'
  | 'not-a-number'
  | 'too-short'
  | 'too-long'
  | 'wrong-country-code'
  | 'invalid-number'
  | 'kind-not-allowed'
  | 'country-not-served';

export interface Country {
  readonly country: string;
  /** `+49` */
  readonly callingCode: string;
  readonly name: string;
  /** A number of this country in national form. */
  readonly example: string;
}
