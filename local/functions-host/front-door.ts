import { createServer, type RequestListener, type Server } from 'node:http';

/** As long as the real host lets a request wait for it. */
const PATIENCE_MS = 30_000;

/**
 * The one listening socket. Requests that come while the app is loaded wait for it: also those that the app's own
 * activities, taken up again after a kill, send to it.
 */
export class FrontDoor {
  readonly #port: number;
  readonly #server: Server;
  #waiting: (() => void)[] = [];
  #serve: RequestListener = (request, response) => {
    const unavailable = setTimeout(() => {
      response.writeHead(503, { 'retry-after': '1', connection: 'close' }).end();
    }, PATIENCE_MS);
    unavailable.unref();
    this.#waiting.push(() => {
      clearTimeout(unavailable);
      if (!response.destroyed && !response.headersSent) this.#serve(request, response);
    });
  };

  constructor(port: number) {
    this.#port = port;
    this.#server = createServer((request, response) => {
      this.#serve(request, response);
    });
    this.#server.keepAliveTimeout = 65_000;
    // A body may take as long as its sender needs.
    this.#server.requestTimeout = 0;
  }

  /** @throws Error that names the port when it is taken */
  async reserve(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        const taken = error.code === 'EADDRINUSE';
        reject(
          taken
            ? new Error(`Port ${this.#port} is taken. Stop what listens there, or set PORT to another.`)
            : error,
        );
      });
      this.#server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : this.#port;
  }

  open(serve: RequestListener): void {
    this.#serve = serve;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const goOn of waiting) goOn();
  }

  /** Lets requests under way finish, for a few seconds. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    let patience: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve();
      });
      this.#server.closeIdleConnections();
      patience = setTimeout(resolve, 3000);
    });
    clearTimeout(patience);
    this.#server.closeAllConnections();
  }
}
