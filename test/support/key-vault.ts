import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { httpServer } from './http-server.js';
import { tokenFor } from './managed-identity.js';

interface Version {
  readonly version: string;
  readonly value: string;
  readonly contentType?: string;
}

const RESOURCE = 'https://vault.azure.net';

/** Secrets of a Key Vault as they are on the wire: the challenge, the versions, the errors (REST API 7.x). */
export async function keyVault() {
  const secrets = new Map<string, Version[]>();
  /** Answers of the next requests, in place of the vault's own. */
  const outages: number[] = [];
  let onRead = (): void => undefined;
  const server = await httpServer((request, response) => {
    void read(request).then((body) => {
      const { status, ...rest } = answer(request, body);
      response.writeHead(status, { 'content-type': 'application/json', ...rest.headers });
      response.end(JSON.stringify(rest.body ?? {}));
    });
  });

  function answer({ headers, method, url = '/' }: IncomingMessage, text: string): Answer {
    if (headers.authorization === undefined)
      return { status: 401, headers: { 'www-authenticate': CHALLENGE } };
    if (headers.authorization !== `Bearer ${tokenFor(RESOURCE)}`) return { status: 401 };
    const outage = outages.shift();
    if (outage !== undefined)
      return { status: outage, body: { error: { code: 'x', message: 'SECRET WORDS' } } };
    const [, , name = ''] = new URL(url, 'http://vault').pathname.split('/');
    if (method === 'PUT') put(name, JSON.parse(text) as Omit<Version, 'version'>);
    else onRead();
    const newest = secrets.get(name)?.at(-1);
    return newest === undefined ? { status: 404 } : { status: 200, body: bundle(name, newest) };
  }

  function put(name: string, { contentType, value }: Omit<Version, 'version'>): void {
    const version = { version: randomUUID().replaceAll('-', ''), value, ...(contentType && { contentType }) };
    secrets.set(name, [...(secrets.get(name) ?? []), version]);
  }

  const bundle = (name: string, { contentType, value, version }: Version) => ({
    ...{ value, contentType, id: `${server.url}/secrets/${name}/${version}` },
    attributes: { enabled: true, created: 1, updated: 1, recoveryLevel: 'Recoverable+Purgeable' },
  });

  return {
    url: server.url,
    outages,
    put,
    versions: (name: string) => (secrets.get(name) ?? []).map(({ value }) => value),
    contentType: (name: string) => secrets.get(name)?.at(-1)?.contentType,
    /** Called before each read is answered. */
    whenRead: (act: () => void) => {
      onRead = act;
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const CHALLENGE = `Bearer authorization="https://login.microsoftonline.com/tenant", resource="${RESOURCE}"`;

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
