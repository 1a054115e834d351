/** Keys of side doors: without one its door answers 503, or nothing is exported, and everybody still signs in. */
const SPARED = ['DELIVERY_REPORTS_KEY', 'GATE_KEYS', 'OTEL_EXPORTER_OTLP_HEADERS'] as const;
export type SparedSetting = (typeof SPARED)[number];

type Environment = Readonly<Record<string, string | undefined>>;

export interface Resolved {
  /** Without those that were not resolved. */
  readonly environment: Environment;
  readonly spared: readonly SparedSetting[];
  /** Nobody may go on without these: a default in their place could open what the operator had shut. */
  readonly stopping: readonly string[];
}

/**
 * Sorts out what the platform could not read from the vault. It then hands on the reference as it stands, or nothing, and
 * the one may well pass for a value: an audience, a name.
 *
 * @param names the settings to look at
 */
export function sortUnresolved(environment: Environment, names: readonly string[]): Resolved {
  const spared = SPARED.filter((name) => isReference(environment[name]) || environment[name]?.trim() === '');
  const isSpared = (name: string) => SPARED.some((one) => one === name);
  const stopping = names.filter((name) => !isSpared(name) && isReference(environment[name]));
  const unresolved = new Set<string>([...spared, ...stopping]);
  const resolved = Object.entries(environment).filter(([name]) => !unresolved.has(name));
  return { environment: Object.fromEntries(resolved), spared, stopping };
}

/** What the log says of it: never what was there, as a reference tells where the vault is. */
export function notResolved(name: string): string {
  return `${name}: its Key Vault reference was not resolved`;
}

function isReference(value: string | undefined): boolean {
  return /^\s*@Microsoft\.KeyVault\(/i.test(value ?? '');
}
