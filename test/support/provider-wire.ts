import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A message provider whose answers the test gives: real HTTP, real SDKs before it. */
export async function providerWire(answer: (seen: Seen) => WireAnswer | 'hang up') {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void read(request).then((one) => {
      seen.push(one);
      const answered = answer(one);
      if (answered === 'hang up') {
        response.destroy();
        return;
      }
      const { body, headers = {}, status } = answered;
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    seen,
    connectionString: `endpoint=http://127.0.0.1:${port}/;accesskey=c2VjcmV0`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  const { pathname } = new URL(request.url ?? '/', 'http://wire');
  const body = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
  return { method: request.method ?? '', path: pathname, headers: request.headers, body };
}
