import {
  createServer,
  request as forward,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** `before`: the request never reaches storage. `after`: storage did it, the answer never comes back. */
export type Moment = 'before' | 'after';

/** An answer of storage's own, to requests for addresses that fit. */
export interface Refusal {
  readonly to: RegExp;
  readonly status: number;
  readonly body: object;
}

/**
 * Stands between a host and its storage, and kills at a chosen request: everything the host does between two awaits
 * shows here as the gap between two requests.
 */
export class StorageProxy {
  readonly #server: Server;
  readonly #target: URL;
  #countdown = -1;
  #moment: Moment = 'before';
  #strike: () => void = () => undefined;
  #striking = false;
  #refusal: Refusal | undefined;

  private constructor(target: URL) {
    this.#target = target;
    this.#server = createServer((request, response) => void this.#pass(request, response));
  }

  /** @param connectionString of the emulator behind it */
  static async inFrontOf(
    connectionString: string,
  ): Promise<{ proxy: StorageProxy; connectionString: string }> {
    const endpoint = /TableEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? '';
    const target = new URL(endpoint);
    const proxy = new StorageProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.#server.address() as AddressInfo;
    const behind = endpoint.replace(target.host, `127.0.0.1:${port}`);
    return { proxy, connectionString: connectionString.replace(endpoint, behind) };
  }

  /** Strikes at the n-th request from now, 0 for the next. */
  arm(n: number, moment: Moment, strike: () => void): void {
    this.#countdown = n;
    this.#moment = moment;
    this.#strike = strike;
    this.#striking = false;
  }

  /** Resolves when a strike that is under way has struck: storage may still be doing what it strikes after. */
  async disarm(): Promise<void> {
    this.#countdown = -1;
    while (this.#striking) await sleep(5);
  }

  /** From now on; `undefined` ends it. */
  refuse(refusal: Refusal | undefined): void {
    this.#refusal = refusal;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const strikes = this.#countdown === 0;
    if (this.#countdown >= 0) this.#countdown -= 1;
    if (strikes) this.#striking = true;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (strikes && this.#moment === 'before') {
      this.#kill(response);
      return;
    }
    const refusal = this.#refusal;
    if (refusal?.to.test(request.url ?? '') === true) {
      response.writeHead(refusal.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(refusal.body));
      return;
    }
    const { hostname, port } = this.#target;
    const { headers, method, url } = request;
    // The signature covers the path, not the host: the emulator does not mind whom the client thought it spoke to.
    const behind = forward({ hostname, port, method, path: url, headers }, (answer) => {
      if (strikes) {
        answer.resume();
        answer.on('end', () => {
          this.#kill(response);
        });
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    behind.on('error', () => {
      this.#striking = false;
      response.destroy();
    });
    behind.end(Buffer.concat(chunks));
  }

  #kill(response: ServerResponse): void {
    this.#striking = false;
    this.#strike();
    response.destroy();
  }
}
