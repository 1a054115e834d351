import Module from 'node:module';

/** What an app registers with the worker, as the programming model hands it over. */
export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
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
export type Hook = (context: Record<string, unknown>) => unknown;
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
  getResponse(context: unknown, result: unknown): Promise<{ returnValue?: RpcData | null }>;
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
  readonly #log: Log;
  #model: ProgrammingModel | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  get model(): ProgrammingModel | undefined {
    return this.#model;
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
      registerFunction: (metadata: FunctionMetadata, callback: FunctionCallback) => {
        this.functions.set(metadata.name, { metadata, callback });
        return new Disposable(() => {
          this.functions.delete(metadata.name);
        });
      },
      Disposable,
    };
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
