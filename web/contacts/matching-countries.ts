import type { paths } from '../api/schema.js';

export type Country = paths['/countries']['get']['responses'][200]['content']['application/json'][number];

/** Countries that fit what was typed: a name, part of one, its two letters, or a calling code. Names that begin so come first. */
export function matchingCountries(countries: readonly Country[], typed: string): readonly Country[] {
  const wanted = plain(typed.trim());
  if (wanted === '') return countries;
  const digits = /^\+?\s*(\d+)$/.exec(wanted)?.[1];
  if (digits !== undefined)
    return sorted(countries, ({ callingCode }) => {
      if (callingCode === `+${digits}`) return 0;
      return callingCode.startsWith(`+${digits}`) ? 1 : undefined;
    });
  return sorted(countries, ({ country, name }) => {
    const known = plain(name);
    if (known.startsWith(wanted)) return 0;
    if (country.toLowerCase() === wanted) return 1;
    if (known.split(/[\s\-(]+/).some((word) => word.startsWith(wanted))) return 2;
    return known.includes(wanted) ? 3 : undefined;
  });
}

/** Best rank first, otherwise as they were; those without a rank left out. */
function sorted(
  countries: readonly Country[],
  rank: (country: Country) => number | undefined,
): readonly Country[] {
  return countries
    .map((country) => ({ country, rank: rank(country) }))
    .filter((one): one is { country: Country; rank: number } => one.rank !== undefined)
    .sort((a, b) => a.rank - b.rank)
    .map(({ country }) => country);
}

/** Accents are left out by people in a hurry, and so are capitals. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
