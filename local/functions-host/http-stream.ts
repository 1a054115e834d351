import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream/promises';

const INVOCATION_HEADER = 'x-ms-invocation-id';
/** The model's own, and its server's clock: what goes out says the host's time. */
const NOT_PASSED_ON: ReadonlySet<string> = new Set([INVOCATION_HEADER, 'date']);
/** For one connection only, or set anew by the next one. */
const HOP_BY_HOP = new Set([
  'connection',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
]);

/**
 * A request on its way to the programming model's own server, for apps with `enableHttpStream`. Neither body is held in
 * memory; the model finds the request by the invocation's id.
 */
export class Forwarded {
  readonly #upstream: ClientRequest;
  readonly #answered: Promise<IncomingMessage>;
  readonly #response: ServerResponse;

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    { httpUri, invocationId }: { readonly httpUri: string; readonly invocationId: string },
  ) {
    this.#response = response;
    const { hostname, port } = new URL(httpUri);
    this.#upstream = httpRequest({
      hostname,
      port,
      agent: false,
      method: request.method,
      path: request.url,
      headers: {
        ...endToEnd(request.headers),
        [INVOCATION_HEADER]: invocationId,
        'x-forwarded-host': request.headers.host ?? '127.0.0.1',
        'x-forwarded-proto': 'http',
      },
    });
    this.#answered = new Promise((resolve, reject) => {
      this.#upstream.once('response', resolve);
      this.#upstream.once('error', reject);
    });
    this.#answered.catch(() => undefined);
    response.once('close', () => {
      if (!response.writableFinished) this.#upstream.destroy();
    });
    request.pipe(this.#upstream);
  }

  /** Hands the model's answer on as it comes. */
  async deliver(extraHeaders: Readonly<Record<string, string>>): Promise<void> {
    const answer = await this.#answered;
    const response = this.#response;
    response.statusCode = answer.statusCode ?? 200;
    for (const [name, value] of Object.entries({ ...endToEnd(answer.headers), ...extraHeaders })) {
      if (value !== undefined && !NOT_PASSED_ON.has(name)) response.setHeader(name, value);
    }
    await pipeline(answer, response);
  }

  /** The function failed, or answered with nothing. */
  drop(): void {
    this.#upstream.destroy();
  }
}

function endToEnd(headers: NodeJS.Dict<string | string[]>): NodeJS.Dict<string | string[]> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
}
