import { language } from './text.js';

/** An address in a sentence that runs from right to left keeps its own direction: bdi's, for plain text. */
export function isolated(address: string): string {
  return language.value.direction === 'rtl' ? `\u2068${address}\u2069` : address;
}
