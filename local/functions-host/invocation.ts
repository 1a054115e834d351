import { randomUUID } from 'node:crypto';
import { isDurableClient, isTrigger } from './bindings.js';
import type { CoreModule, InvocationResponse, Log, Registered, RpcData } from './core-module.js';

export interface TriggerInput {
  readonly data: RpcData;
  readonly metadata: Readonly<Record<string, RpcData>>;
  readonly retry?: RetryContext;
  /** W3C trace context of whoever asked; a new one is made when there is none. */
  readonly traceParent?: string;
  readonly traceState?: string;
}

export interface RetryContext {
  readonly retryCount: number;
  readonly maxRetryCount: number;
  readonly exception?: { readonly message: string; readonly stackTrace: string };
}

export interface Invoked extends InvocationResponse {
  /** What the function returned, before it became a message. */
  readonly result: unknown;
}

/** What hooks after the function see and may change. */
interface Outcome {
  readonly inputs: unknown[];
  result: unknown;
  error: unknown;
}

type State = 'preInvocationHooks' | 'invocation' | 'postInvocationHooks';

/** One run of one function, as the worker runs it: arguments, hooks before, the function, hooks after, answer. */
export class Invocation {
  readonly #core: CoreModule;
  readonly #registered: Registered;
  readonly #log: Log;
  readonly #id: string;
  #state: State | undefined;

  constructor(core: CoreModule, registered: Registered, log: Log, id: string) {
    this.#core = core;
    this.#registered = registered;
    this.#log = log;
    this.#id = id;
  }

  /** Rejects with what the function threw, or a hook left as the error. */
  async run(input: TriggerInput, clientBinding: () => string): Promise<Invoked> {
    const { model } = this.#core;
    if (model === undefined) throw new Error('The app has loaded no programming model.');
    const name = this.#registered.metadata.name;
    const state = (): State | undefined => this.#state;
    const invocation = model.getInvocationModel({
      invocationId: this.#id,
      request: this.#request(input, clientBinding),
      metadata: this.#registered.metadata,
      log: (level: string, category: string, message: string) => {
        this.#log(level, category === 'user' ? `Function.${name}.User` : `Function.${name}`, message);
      },
      get state() {
        return state();
      },
    });
    const { context, inputs } = await invocation.getArguments();
    const result = await this.#withHooks(context, inputs, (callback, given) =>
      invocation.invokeFunction(context, given, callback),
    );
    return { ...(await invocation.getResponse(context, result)), result };
  }

  async #withHooks(
    invocationContext: unknown,
    inputs: unknown[],
    call: (callback: Registered['callback'], inputs: unknown[]) => Promise<unknown>,
  ): Promise<unknown> {
    const fixed = { hookData: {}, appHookData: this.#core.appHookData, invocationContext };
    const pre = readOnly(fixed, { inputs, functionCallback: this.#registered.callback });
    await this.#during('preInvocationHooks', () => this.#core.runHooks('preInvocation', pre));
    const outcome: Outcome = { inputs: pre.inputs, result: null, error: null };
    const post = readOnly(fixed, outcome);
    try {
      post.result = await this.#during('invocation', () => call(pre.functionCallback, pre.inputs));
    } catch (error) {
      post.error = error;
    }
    await this.#during('postInvocationHooks', () => this.#core.runHooks('postInvocation', post));
    if (post.error !== null && post.error !== undefined) throw post.error as Error;
    return post.result;
  }

  async #during<T>(state: State, work: () => Promise<T>): Promise<T> {
    this.#state = state;
    try {
      return await work();
    } finally {
      this.#state = undefined;
    }
  }

  #request(input: TriggerInput, clientBinding: () => string) {
    const inputData: { name: string; data: RpcData }[] = [];
    for (const [name, binding] of Object.entries(this.#registered.metadata.bindings)) {
      if (isTrigger(binding)) inputData.push({ name, data: input.data });
      else if (isDurableClient(binding)) inputData.push({ name, data: { string: clientBinding() } });
    }
    return {
      invocationId: this.#id,
      inputData,
      triggerMetadata: input.metadata,
      retryContext: input.retry,
      traceContext: {
        traceParent: input.traceParent ?? newTraceParent(),
        traceState: input.traceState ?? '',
        attributes: {},
      },
    };
  }
}

/** Hooks may change the second part; assigning to the first fails as it does in the worker. */
export function readOnly<Fixed extends object, Open extends object>(fixed: Fixed, open: Open): Fixed & Open {
  const target = { ...open };
  for (const [name, value] of Object.entries(fixed)) {
    Object.defineProperty(target, name, {
      enumerable: true,
      get: () => value as unknown,
      set: () => {
        throw new TypeError(`Cannot assign to read only property '${name}'`);
      },
    });
  }
  return target as Fixed & Open;
}

/** Of ids, which Node makes a supply of at a time. */
function newTraceParent(): string {
  const digits = (): string => randomUUID().replaceAll('-', '');
  return `00-${digits()}-${digits().slice(16)}-00`;
}
