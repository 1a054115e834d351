import type { FunctionRunner } from './function-runner.js';
import type { FunctionKind } from './replay-outcome.js';

/** The durable functions of the app by name, whatever its case. */
export class Functions {
  readonly #runner: FunctionRunner;

  constructor(runner: FunctionRunner) {
    this.#runner = runner;
  }

  /** The name as the app registered it. */
  find(name: string, kind: FunctionKind): string | undefined {
    const lower = name.toLowerCase();
    return this.#names(kind).find((known) => known.toLowerCase() === lower);
  }

  whyMissing(name: string, kind: FunctionKind): string | undefined {
    if (this.find(name, kind) !== undefined) return undefined;
    const what = { orchestration: 'orchestrator', activity: 'activity', entity: 'entity' }[kind];
    const names = this.#names(kind);
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

  #names(kind: FunctionKind): readonly string[] {
    return this.#runner
      .durableFunctions()
      .filter((known) => known.kind === kind)
      .map(({ name }) => name);
  }
}
