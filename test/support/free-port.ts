import { createServer } from 'node:net';

/** Where no system looks for a port by itself. */
const [LOWEST, COUNT] = [20_000, 10_000];

/** A port for who leaves it and comes back to it: meanwhile, the system gives it to nobody who only asks for a free one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * COUNT);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(true);
    });
  });
  if (listening) await new Promise((resolve) => server.close(resolve));
  return listening;
}
