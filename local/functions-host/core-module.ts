import Module from 'node:module';

/** What an app registers with the worker, as the programming model hands it over. */
export interface FunctionMetadata {
  readonly name: string;
  readonly functionId?: string;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly retryOptions?: RetryOptions;
}

/** As the programming model converts an app's `retry`: durations are protobuf's. */
export interface RetryOptions {
  readonly maxRetryCount?: number;
  readonly retryStrategy?: string;
  readonly delayInterval?: RpcDuration;
  readonly minimumInterval?: RpcDuration;
  readonly maximumInterval?: RpcDuration;
}

export interface RpcDuration {
  readonly seconds?: number;
}

export interface Binding {
  readonly type: string;
  readonly direction?: string;
  readonly name?: string;
  readonly route?: string;
  readonly methods?: readonly string[];
  readonly schedule?: string;
  readonly runOnStartup?: boolean;
}

export type FunctionCallback = (...parameters: unknown[]) => unknown;
export type Hook = (context: object) => unknown;
export type HookName = 'preInvocation' | 'postInvocation' | 'appStart' | 'appTerminate';

export interface RpcData {
  readonly string?: string;
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly int?: number;
  readonly double?: number;
  readonly http?: unknown;
}

export interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getInvocationModel(context: unknown): InvocationModel;
  getCapabilities?(capabilities: Record<string, string>): Promise<Record<string, string>>;
}

export interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: FunctionCallback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<InvocationResponse>;
}

export interface InvocationResponse {
  readonly returnValue?: RpcData | null;
  readonly outputData?: readonly { readonly name: string; readonly data?: RpcData | null }[];
}

export type Log = (level: string, category: string, message: string) => void;

export interface Registered {
  readonly metadata: FunctionMetadata;
  readonly callback: FunctionCallback;
}

/**
 * Stands where the Node worker stands: answers `require('@azure/functions-core')` with an object that takes the app's
 * registrations and hooks. As in the worker, one object serves every copy of the programming model in the process.
 */
export class CoreModule {
  readonly functions = new Map<string, Registered>();
  readonly hooks: Record<HookName, Hook[]> = {
    preInvocation: [],
    postInvocation: [],
    appStart: [],
    appTerminate: [],
  };
  /** One object for all hooks of the app's life. */
  readonly appHookData = {};
  readonly #log: Log;
  #model: ProgrammingModel | undefined;
  #locked = false;

  constructor(log: Log) {
    this.#log = log;
  }

  get model(): ProgrammingModel | undefined {
    return this.#model;
  }

  /** The app has started: the list of functions is what it is. */
  lock(): void {
    this.#locked = true;
  }

  /** In the order they were registered, each after the one before. */
  async runHooks(name: HookName, context: object): Promise<void> {
    for (const hook of [...this.hooks[name]]) await hook(context);
  }

  install(): void {
    const core = this.#surface();
    const prototype = Module.prototype as unknown as { require: (id: string) => unknown };
    const original = prototype.require;
    prototype.require = function (this: unknown, id: string): unknown {
      return id === '@azure/functions-core' ? core : original.call(this, id);
    };
  }

  #surface() {
    return {
      version: '3.11.0',
      hostVersion: '4.1040.0',
      registerHook: (name: HookName, hook: Hook) => {
        this.hooks[name].push(hook);
        return new Disposable(() => {
          this.hooks[name] = this.hooks[name].filter((other) => other !== hook);
        });
      },
      setProgrammingModel: (model: ProgrammingModel) => {
        this.#model = model;
      },
      getProgrammingModel: () => this.#model,
      log: (level: string, category: string, message: string) => {
        this.#log(level, category === 'user' ? 'Worker.User' : 'Worker', message);
      },
      registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) =>
        this.#register(metadata, callback),
      Disposable,
    };
  }

  /** With the worker's own words for what it refuses. */
  #register(metadata: FunctionMetadata, callback: FunctionCallback): Disposable {
    if (this.#locked) throw new Error('A function can only be registered during app startup.');
    const id = metadata.functionId ?? metadata.name;
    if (this.functions.has(id)) throw new Error(`A function with id "${id}" has already been registered.`);
    this.functions.set(id, { metadata, callback });
    return new Disposable(() => {
      if (this.#locked) throw new Error('A function can only be disposed during app startup.');
      this.functions.delete(id);
    });
  }
}

class Disposable {
  readonly #dispose: () => void;

  constructor(dispose: () => void) {
    this.#dispose = dispose;
  }

  dispose(): void {
    this.#dispose();
  }
}
