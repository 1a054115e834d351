import { randomUUID } from 'node:crypto';
import type { FunctionRunner } from '../durable-host/function-runner.js';
import { loadEntries, type AppManifest } from './app-loader.js';
import {
  durableKind,
  isDisabled,
  isDurableClient,
  isType,
  triggerOf,
  warnOfUnserved,
  type NamedBinding,
} from './bindings.js';
import { CoreModule, type FunctionMetadata, type Log, type Registered, type RpcData } from './core-module.js';
import { Invocation, readOnly, type Invoked, type TriggerInput } from './invocation.js';

export interface ListedFunction {
  readonly metadata: FunctionMetadata;
  readonly trigger: NamedBinding | undefined;
  readonly isDisabled: boolean;
}

/** A built function app, loaded by path and run as the Node worker runs it. */
export class FunctionApp implements FunctionRunner {
  readonly #core: CoreModule;
  readonly #log: Log;
  readonly #clientBinding: () => string;
  readonly #told = new Set<string>();
  readonly #appStartData = {};
  #functions: readonly ListedFunction[] = [];
  #httpUri: string | undefined;

  /** @param clientBinding the value of `durableClient` inputs */
  constructor(log: Log, clientBinding: () => string) {
    this.#core = new CoreModule(log);
    this.#log = log;
    this.#clientBinding = clientBinding;
  }

  /**
   * Loads what the app's package.json names, runs its start hooks, and asks the programming model what it can do.
   *
   * @throws Error that says what to do when no file is there, one can't be loaded, or nothing registers
   */
  async load(appDir: string, manifest: AppManifest): Promise<void> {
    this.#core.install();
    await loadEntries(appDir, manifest);
    if (this.#core.functions.size === 0) throw new Error(`The app in ${appDir} registers no function.`);
    const { appHookData } = this.#core;
    const hookData = this.#appStartData;
    await this.#core.runHooks(
      'appStart',
      readOnly({ hookData, appHookData }, { functionAppDirectory: appDir }),
    );
    this.#core.lock();
    const capabilities = await this.#core.model?.getCapabilities?.({});
    this.#httpUri = capabilities?.['HttpUri'];
    this.#functions = [...this.#core.functions.values()].map(({ metadata }) => ({
      metadata,
      trigger: triggerOf(metadata),
      isDisabled: isDisabled(metadata.name),
    }));
    warnOfUnserved(
      this.#functions.map(({ metadata }) => metadata),
      this.#log,
    );
  }

  async terminate(): Promise<void> {
    const { appHookData } = this.#core;
    await this.#core.runHooks('appTerminate', readOnly({ hookData: this.#appStartData, appHookData }, {}));
  }

  /** Where the programming model takes whole requests, when the app asked for streams. */
  get httpUri(): string | undefined {
    return this.#httpUri;
  }

  list(): readonly ListedFunction[] {
    return this.#functions;
  }

  /** Without those that are switched off. */
  functionsWith(triggerType: string): readonly (NamedBinding & { readonly metadata: FunctionMetadata })[] {
    return this.#functions.flatMap(({ isDisabled: disabled, metadata, trigger }) => {
      const fits = trigger !== undefined && !disabled && isType(trigger.binding, triggerType);
      return fits ? [{ ...trigger, name: metadata.name, metadata }] : [];
    });
  }

  /**
   * Activities and entities that are switched off are known still: calling one fails, where a call of one that never was
   * would wait.
   */
  durableFunctions() {
    return this.#functions.flatMap(({ isDisabled: disabled, metadata: { name }, trigger }) => {
      const kind = trigger === undefined ? undefined : durableKind(trigger.binding);
      return kind === undefined || (disabled && kind === 'orchestration') ? [] : [{ name, kind }];
    });
  }

  usesDurable(): boolean {
    return this.#functions.some(({ metadata: { bindings } }) =>
      Object.values(bindings).some((one) => durableKind(one) !== undefined || isDurableClient(one)),
    );
  }

  /** FunctionRunner: the return value as the extension would parse it. */
  async run(
    name: string,
    trigger: string,
    { instanceId }: { readonly instanceId: string },
  ): Promise<unknown> {
    if (isDisabled(name)) throw new Error(`The function '${name}' is disabled.`);
    const { returnValue } = await this.invoke(name, {
      data: { string: trigger },
      metadata: { instanceId: { string: instanceId } },
    });
    return plainValue(returnValue);
  }

  /** One invocation with its hooks. Rejects with what the function threw. */
  async invoke(name: string, input: TriggerInput, id: string = randomUUID()): Promise<Invoked> {
    const registered = this.#find(name);
    if (registered === undefined) throw new Error(`There is no function '${name}'.`);
    const started = performance.now();
    this.#log('debug', `Function.${name}`, `Executing 'Functions.${name}' (Id=${id})`);
    const ended = (how: string): void => {
      const duration = Math.round(performance.now() - started);
      const text = `Executed 'Functions.${name}' (${how}, Id=${id}, Duration=${duration}ms)`;
      this.#log('debug', `Function.${name}`, text);
    };
    try {
      const invoked = await new Invocation(this.#core, registered, this.#log, id).run(
        input,
        this.#clientBinding,
      );
      this.#tellOfOutputs(registered.metadata, invoked);
      ended('Succeeded');
      return invoked;
    } catch (error) {
      ended('Failed');
      throw error;
    }
  }

  /** An output that goes nowhere is said once, the first time something is lost. */
  #tellOfOutputs({ bindings, name }: FunctionMetadata, { outputData = [], returnValue }: Invoked): void {
    const returned = returnValue === null || returnValue === undefined ? [] : ['$return'];
    for (const output of [...returned, ...outputData.map((one) => one.name)]) {
      const binding = bindings[output];
      const key = `${name}/${output}`;
      if (binding === undefined || isType(binding, 'http') || this.#told.has(key)) continue;
      this.#told.add(key);
      const text = `Its output '${output}' of type '${binding.type}' is not written anywhere.`;
      this.#log('warning', `Function.${name}`, text);
    }
  }

  #find(name: string): Registered | undefined {
    const byId = this.#core.functions.get(name);
    return byId ?? [...this.#core.functions.values()].find(({ metadata }) => metadata.name === name);
  }
}

function plainValue(data: RpcData | null | undefined): unknown {
  if (data === null || data === undefined) return null;
  if (data.json !== undefined) return JSON.parse(data.json) as unknown;
  if (data.string !== undefined) return data.string;
  if (data.bytes !== undefined) return Buffer.from(data.bytes).toString('base64');
  return data.int ?? data.double ?? null;
}
