import type { HelpCode } from '../domain/delivery-help.js';
import { catalogFor } from './locales.js';

export interface HelpText {
  readonly code: HelpCode;
  readonly text: string;
}

/** What to do, in words. */
export function helpTexts(codes: readonly HelpCode[], locale: string): readonly HelpText[] {
  const { help } = catalogFor(locale);
  return codes.map((code) => ({ code, text: help[code] }));
}
