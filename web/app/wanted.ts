import { keptInTab } from '../api/kept-in-tab.js';

/** A page that somebody asked for who has to sign in first; a reload in between does not lose it. */
const wanted = keptInTab<string>('wanted');

export function wantPage(path: string): void {
  wanted.keep(path);
}

/** That page, once. */
export function takeWantedPage(): string | undefined {
  const path = wanted.value.peek();
  wanted.keep(undefined);
  return path;
}
