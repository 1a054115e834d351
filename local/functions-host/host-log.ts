const LEVELS = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'];

/** One line an entry on stderr: time, level, category, message. Levels by host.json's `logging.logLevel`. */
export class HostLog {
  readonly #thresholds: readonly (readonly [string, number])[];

  constructor(hostJson: unknown) {
    this.#thresholds = thresholds(hostJson);
  }

  write = (level: string, category: string, message: string): void => {
    if (rank(level) < this.#threshold(category)) return;
    const line = message.replace(/\r?\n/g, '\n    ');
    process.stderr.write(
      `${new Date().toISOString()} ${level.toLowerCase().padEnd(11)} ${category} ${line}\n`,
    );
  };

  /** The longest configured prefix of the category wins. */
  #threshold(category: string): number {
    const found = this.#thresholds.find(
      ([prefix]) => category === prefix || category.startsWith(`${prefix}.`),
    );
    return found?.[1] ?? this.#thresholds.find(([prefix]) => prefix.toLowerCase() === 'default')?.[1] ?? 2;
  }
}

function thresholds(hostJson: unknown): readonly (readonly [string, number])[] {
  const logging = section(section(hostJson)['logging']);
  return Object.entries(section(logging['logLevel']))
    .map(([category, level]) => [category, rank(String(level))] as const)
    .sort(([a], [b]) => b.length - a.length);
}

function rank(level: string): number {
  const at = LEVELS.indexOf(level.toLowerCase());
  return at < 0 ? 2 : at;
}

function section(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
