import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import glob from 'fast-glob';
import type { FunctionRunner } from '../durable-host/function-runner.js';
import { CoreModule, type Binding, type Log, type Registered, type RpcData } from './core-module.js';

export interface TriggerInput {
  readonly data: RpcData;
  readonly metadata: Readonly<Record<string, RpcData>>;
}

const DURABLE_KINDS = {
  orchestrationTrigger: 'orchestration',
  activityTrigger: 'activity',
  entityTrigger: 'entity',
} as const;

/** A built function app, loaded by path and run as the Node worker runs it. */
export class FunctionApp implements FunctionRunner {
  readonly #core: CoreModule;
  readonly #log: Log;
  readonly #clientBinding: () => string;

  /** @param clientBinding the value of `durableClient` inputs */
  constructor(log: Log, clientBinding: () => string) {
    this.#core = new CoreModule(log);
    this.#log = log;
    this.#clientBinding = clientBinding;
  }

  /**
   * Loads the files that `main` of the app's package.json matches.
   *
   * @throws Error that says what to do when there is no such app, no such file, or nothing registers
   */
  async load(appDir: string): Promise<void> {
    this.#core.install();
    const manifest = await readManifest(appDir);
    const entries = await glob(manifest.main.replace(/^\.\//, ''), { cwd: appDir, absolute: true });
    if (entries.length === 0) {
      throw new Error(
        `"main" of ${join(appDir, 'package.json')} matches no file: ${manifest.main}. Is the app built?`,
      );
    }
    for (const entry of entries.sort()) await loadEntry(entry, manifest.isModule);
    if (this.#core.functions.size === 0) throw new Error(`The app in ${appDir} registers no function.`);
    await this.#core.model?.getCapabilities?.({});
    await this.#runHooks('appStart', { appStartContext: {}, hookData: {}, functionAppDirectory: appDir });
  }

  async terminate(): Promise<void> {
    await this.#runHooks('appTerminate', { hookData: {} });
  }

  functionsWith(triggerType: string): readonly { readonly name: string; readonly trigger: Binding }[] {
    return [...this.#core.functions.values()].flatMap(({ metadata }) => {
      const trigger = triggerOf(metadata.bindings);
      return trigger?.binding.type === triggerType ? [{ name: metadata.name, trigger: trigger.binding }] : [];
    });
  }

  get size(): number {
    return this.#core.functions.size;
  }

  durableFunctions() {
    return [...this.#core.functions.values()].flatMap(({ metadata }) => {
      const type = triggerOf(metadata.bindings)?.binding.type;
      if (type === undefined || !(type in DURABLE_KINDS)) return [];
      return [{ name: metadata.name, kind: DURABLE_KINDS[type as keyof typeof DURABLE_KINDS] }];
    });
  }

  usesDurable(): boolean {
    return [...this.#core.functions.values()].some(({ metadata }) =>
      Object.values(metadata.bindings).some(({ type }) => type in DURABLE_KINDS || type === 'durableClient'),
    );
  }

  /** FunctionRunner: the return value as the extension would parse it. */
  async run(
    name: string,
    trigger: string,
    { instanceId }: { readonly instanceId: string },
  ): Promise<unknown> {
    const value = await this.invoke(name, {
      data: { string: trigger },
      metadata: { instanceId: { string: instanceId } },
    });
    return plainValue(value);
  }

  /** One invocation with its hooks. Rejects with what the function threw. */
  async invoke(name: string, input: TriggerInput): Promise<RpcData | null | undefined> {
    const registered = this.#core.functions.get(name);
    const model = this.#core.model;
    if (registered === undefined || model === undefined) throw new Error(`There is no function '${name}'.`);
    const invocationId = randomUUID();
    const state: { state?: string } = {};
    const invocation = model.getInvocationModel({
      invocationId,
      request: this.#request(invocationId, registered, input),
      metadata: registered.metadata,
      log: (level: string, category: string, message: string) => {
        this.#log(level, category === 'user' ? `Function.${name}.User` : `Function.${name}`, message);
      },
      get state() {
        return state.state;
      },
    });
    const { context, inputs } = await invocation.getArguments();
    const result = await this.#invokeWithHooks(registered, context, inputs, state, (callback, given) =>
      invocation.invokeFunction(context, given, callback),
    );
    return (await invocation.getResponse(context, result)).returnValue;
  }

  async #invokeWithHooks(
    { callback }: Registered,
    invocationContext: unknown,
    inputs: unknown[],
    state: { state?: string },
    call: (callback: Registered['callback'], inputs: unknown[]) => Promise<unknown>,
  ): Promise<unknown> {
    const hookData = {};
    const pre = { hookData, invocationContext, inputs, functionCallback: callback };
    state.state = 'preInvocationHooks';
    await this.#runHooks('preInvocation', pre);
    const post: Record<string, unknown> = {
      hookData,
      invocationContext,
      inputs: pre.inputs,
      result: null,
      error: null,
    };
    state.state = 'invocation';
    try {
      post['result'] = await call(pre.functionCallback, pre.inputs);
    } catch (error) {
      post['error'] = error;
    }
    state.state = 'postInvocationHooks';
    await this.#runHooks('postInvocation', post);
    if (post['error'] !== null && post['error'] !== undefined) throw post['error'] as Error;
    return post['result'];
  }

  #request(invocationId: string, { metadata }: Registered, input: TriggerInput) {
    const inputData: { name: string; data: RpcData }[] = [];
    for (const [name, binding] of Object.entries(metadata.bindings)) {
      if (isTrigger(binding)) inputData.push({ name, data: input.data });
      else if (binding.type === 'durableClient')
        inputData.push({ name, data: { string: this.#clientBinding() } });
    }
    return { invocationId, inputData, triggerMetadata: input.metadata };
  }

  async #runHooks(name: keyof CoreModule['hooks'], context: Record<string, unknown>): Promise<void> {
    for (const hook of this.#core.hooks[name]) await hook(context);
  }
}

async function readManifest(appDir: string): Promise<{ main: string; isModule: boolean }> {
  const file = join(appDir, 'package.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new Error(`There is no function app in ${resolve(appDir)}: no package.json.`);
  }
  const { main, type } = JSON.parse(text) as { main?: unknown; type?: unknown };
  if (typeof main !== 'string')
    throw new Error(`${file} has no "main" that says which files register functions.`);
  return { main, isModule: type === 'module' };
}

async function loadEntry(entry: string, isModule: boolean): Promise<void> {
  const extension = extname(entry);
  const asModule = extension === '.mjs' || (isModule && extension !== '.cjs');
  try {
    if (asModule) await import(pathToFileURL(entry).href);
    else createRequire(entry)(entry);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new Error(`${entry} could not be loaded: ${reason}`, { cause: error });
  }
}

function triggerOf(bindings: Readonly<Record<string, Binding>>) {
  const found = Object.entries(bindings).find(([, binding]) => isTrigger(binding));
  return found === undefined ? undefined : { name: found[0], binding: found[1] };
}

function isTrigger({ type }: Binding): boolean {
  return type.toLowerCase().endsWith('trigger');
}

function plainValue(data: RpcData | null | undefined): unknown {
  if (data === null || data === undefined) return null;
  if (data.json !== undefined) return JSON.parse(data.json) as unknown;
  if (data.string !== undefined) return data.string;
  if (data.bytes !== undefined) return Buffer.from(data.bytes).toString('base64');
  return data.int ?? data.double ?? null;
}
