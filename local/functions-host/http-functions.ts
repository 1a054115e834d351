import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from './core-module.js';
import type { FunctionApp } from './function-app.js';
import { plain, toAnswer, type Answer } from './http-answer.js';
import { bindingData, readBody, requestParts, type RequestParts, type Target } from './http-request.js';
import type { RoutedFunction } from './http-router.js';
import { Forwarded } from './http-stream.js';
import type { Invoked, TriggerInput } from './invocation.js';

/** Runs the function a request was routed to, with its body in one piece or, when the app asked for it, as a stream. */
export class HttpFunctions {
  readonly #app: FunctionApp;
  readonly #log: Log;

  constructor(app: FunctionApp, log: Log) {
    this.#app = app;
    this.#log = log;
  }

  /** @returns undefined when the answer has gone out already, as a stream */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    call: { readonly routed: RoutedFunction; readonly target: Target; readonly cors: Record<string, string> },
  ): Promise<Answer | undefined> {
    const { httpUri } = this.#app;
    try {
      return httpUri === undefined
        ? await this.#whole(request, call)
        : await this.#streamed(request, response, { ...call, httpUri });
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#log('error', `Function.${call.routed.name}`, reason);
      return plain(500, '');
    }
  }

  async #whole(
    request: IncomingMessage,
    { routed, target }: { readonly routed: RoutedFunction; readonly target: Target },
  ): Promise<Answer> {
    const body = await readBody(request);
    if (body === undefined) return plain(413, 'Payload Too Large');
    const parts = requestParts(request, target);
    const http = {
      method: (request.method ?? 'GET').toUpperCase(),
      url: `http://${request.headers.host ?? '127.0.0.1'}${target.path}${target.search}`,
      ...parts,
      params: routed.params,
      ...(body.length > 0 ? { body: { bytes: body } } : {}),
    };
    const input = inputOf(parts, routed, http);
    return toAnswer(httpOutput(await this.#app.invoke(routed.name, input)));
  }

  async #streamed(
    request: IncomingMessage,
    response: ServerResponse,
    call: {
      readonly routed: RoutedFunction;
      readonly target: Target;
      readonly cors: Record<string, string>;
      readonly httpUri: string;
    },
  ): Promise<Answer | undefined> {
    const { cors, httpUri, routed, target } = call;
    const invocationId = randomUUID();
    const forwarded = new Forwarded(request, response, { httpUri, invocationId });
    const delivered = forwarded.deliver(cors);
    // A client that goes away in the middle ends the stream; that is no failure of the function.
    const settled = delivered.catch((error: unknown) => {
      this.#log('debug', 'Host.Http', `A streamed answer ended early: ${String(error)}`);
    });
    try {
      const input = inputOf(requestParts(request, target), routed, {});
      const { result } = await this.#app.invoke(routed.name, input, invocationId);
      if (result !== null && result !== undefined) {
        await settled;
        return undefined;
      }
    } catch (error) {
      forwarded.drop();
      if (!response.headersSent) throw error;
      response.destroy();
      return undefined;
    }
    forwarded.drop();
    return plain(204, '');
  }
}

function inputOf(parts: RequestParts, { params }: RoutedFunction, http: object): TriggerInput {
  const { traceparent, tracestate } = parts.headers;
  return {
    data: { http },
    metadata: bindingData(parts, params),
    ...(traceparent === undefined ? {} : { traceParent: traceparent }),
    ...(tracestate === undefined ? {} : { traceState: tracestate }),
  };
}

/** The function's own answer, or that of an http output it has besides. */
function httpOutput({ outputData = [], returnValue }: Invoked) {
  return outputData.find(({ data }) => data?.http !== undefined)?.data ?? returnValue;
}
