import { createServer, type Server } from 'node:http';

/** Holds the port while the app is loaded; answers 503 until the host is ready. */
export class FrontDoor {
  readonly #port: number;
  #server: Server | undefined;

  constructor(port: number) {
    this.#port = port;
  }

  /** @throws Error that names the port when it is taken */
  async reserve(): Promise<number> {
    const server = createServer((_, response) => {
      response.writeHead(503, { 'retry-after': '1', connection: 'close' }).end();
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const taken = error.code === 'EADDRINUSE';
        reject(
          taken
            ? new Error(`Port ${this.#port} is taken. Stop what listens there, or set PORT to another.`)
            : error,
        );
      });
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : this.#port;
  }

  async release(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }
}
