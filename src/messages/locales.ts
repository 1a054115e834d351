import type { Catalog } from './catalog.js';
import { ar } from './locales/ar.js';
import { de } from './locales/de.js';
import { en } from './locales/en.js';
import { es } from './locales/es.js';
import { fr } from './locales/fr.js';
import { ja } from './locales/ja.js';
import { pt } from './locales/pt.js';
import { zhHans } from './locales/zh-hans.js';
import { matchLocale } from './match-locale.js';

/** CODE-6. */
export const catalogs: readonly Catalog[] = [en, ar, de, es, fr, ja, pt, zhHans];

/** The catalog for a BCP 47 tag; English where we have none that its reader can read. */
export function catalogFor(locale: string): Catalog {
  const tag = matchLocale(
    locale,
    catalogs.map((catalog) => catalog.locale),
  );
  return catalogs.find((catalog) => catalog.locale === tag) ?? en;
}
