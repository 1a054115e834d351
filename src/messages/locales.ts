import type { Catalog } from './catalog.js';
import { en } from './locales/en.js';
import { matchLocale } from './match-locale.js';

const catalogs: readonly Catalog[] = [en];

/** The catalog for a BCP 47 tag; English where we have none that its reader can read. */
export function catalogFor(locale: string): Catalog {
  const tag = matchLocale(
    locale,
    catalogs.map((catalog) => catalog.locale),
  );
  return catalogs.find((catalog) => catalog.locale === tag) ?? en;
}
