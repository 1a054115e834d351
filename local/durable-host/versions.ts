import type { DurableSettings } from './settings.js';

/** Whether this host's orchestrators may run an instance of that version (host.json, `versionMatchStrategy`). */
export function versionFits(
  version: string | null,
  { defaultVersion, versionMatch }: DurableSettings,
): boolean {
  switch (versionMatch) {
    case 'None':
      return true;
    case 'Strict':
      return version === defaultVersion;
    case 'CurrentOrOlder':
      return defaultVersion === null || compareVersions(version, defaultVersion) <= 0;
  }
}

/** None is older than any; numbers where both are numbers with dots, else letters, whatever their case. */
export function compareVersions(one: string | null, other: string | null): number {
  const isNone = (version: string | null): version is null => version === null || version.trim() === '';
  if (isNone(one) || isNone(other)) return Number(isNone(other)) - Number(isNone(one));
  const [left, right] = [numbersOf(one), numbersOf(other)];
  if (left === undefined || right === undefined) {
    const [a, b] = [one.toUpperCase(), other.toUpperCase()];
    return a < b ? -1 : Number(a > b);
  }
  for (let n = 0; n < 4; n += 1) {
    // A part that is not there is less than a zero that is.
    const difference = (left[n] ?? -1) - (right[n] ?? -1);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** Two to four numbers with dots, as .NET reads a version. */
function numbersOf(version: string): readonly number[] | undefined {
  return /^\s*\d+(\.\d+){1,3}\s*$/.test(version) ? version.split('.').map(Number) : undefined;
}
