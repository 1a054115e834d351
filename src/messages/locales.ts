import type { Catalog } from './catalog.js';
import { en } from './locales/en.js';

const catalogs: readonly Catalog[] = [en];

/** The catalog for a BCP 47 tag: the tag itself, then ever less of it (RFC 4647 §3.4), then English. */
export function catalogFor(locale: string): Catalog {
  for (let tag = locale.toLowerCase(); tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const found = catalogs.find((catalog) => catalog.locale.toLowerCase() === tag);
    if (found !== undefined) return found;
  }
  return en;
}
