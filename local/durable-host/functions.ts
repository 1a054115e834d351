import type { FunctionRunner } from './function-runner.js';
import type { FunctionKind } from './replay-outcome.js';

/** The durable functions of the app by name, whatever its case. */
export class Functions {
  readonly #runner: FunctionRunner;
  /** By kind, then by name in lower case. */
  readonly #registered: Readonly<Record<FunctionKind, ReadonlyMap<string, string>>>;

  constructor(runner: FunctionRunner) {
    this.#runner = runner;
    const known = runner.durableFunctions();
    const named = (kind: FunctionKind) =>
      new Map(known.filter((one) => one.kind === kind).map(({ name }) => [name.toLowerCase(), name]));
    this.#registered = {
      orchestration: named('orchestration'),
      activity: named('activity'),
      entity: named('entity'),
    };
  }

  /** The name as the app registered it. */
  find(name: string, kind: FunctionKind): string | undefined {
    return this.#registered[kind].get(name.toLowerCase());
  }

  whyMissing(name: string, kind: FunctionKind): string | undefined {
    if (this.find(name, kind) !== undefined) return undefined;
    const what = { orchestration: 'orchestrator', activity: 'activity', entity: 'entity' }[kind];
    const names = [...this.#registered[kind].values()];
    const known =
      names.length === 0
        ? `No ${what} functions are currently registered!`
        : `The following are the known ${what} functions: '${names.join("', '")}'.`;
    return `The function '${name}' doesn't exist, is disabled, or is not an ${what} function. Additional info: ${known}`;
  }

  /** Runs a function under its registered name. */
  async run(name: string, kind: FunctionKind, trigger: string, instanceId: string): Promise<unknown> {
    const registered = this.find(name, kind);
    if (registered === undefined) throw new Error(this.whyMissing(name, kind));
    if (kind !== 'entity') return this.#runner.run(registered, trigger, { instanceId });
    return this.#runner.run(registered, trigger, { instanceId }).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      throw new Error(`Entity function '${registered}' failed: ${message}`, { cause: error });
    });
  }
}
