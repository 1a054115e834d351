import { createHash, createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Communication } from '../../local/communication/communication.js';
import { createCommunication } from '../../local/communication/create-communication.js';
import { createMessenger } from '../../src/adapters/communication/communication-messenger.js';
import { parseConnection } from '../../src/adapters/communication/connection.js';
import type { PlainAddress } from '../../src/domain/contact-address.js';
import type { Messenger, MessageId, OutgoingMessage } from '../../src/ports/messenger.js';

interface Told {
  readonly id: string;
  readonly type?: string;
  readonly eventType?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

let dataDir: string;
let now: number;
let running: Communication;
let connection: string;
let messenger: Messenger;
/** What stands for the app: hears, or doesn't. */
let app: Server;
let appUrl: string;
let told: Told[];
let heard: (events: readonly Told[]) => { status: number; body?: unknown };

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'communication-'));
  now = Date.UTC(2027, 0, 1);
  told = [];
  heard = () => ({ status: 200 });
  app = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const events = JSON.parse(Buffer.concat(chunks).toString()) as Told[];
      const { body, status } = heard(events);
      const [first] = events;
      const validationResponse = first?.data['validationCode'];
      if (status < 300 && validationResponse === undefined) told.push(...events);
      response.writeHead(status).end(JSON.stringify(body ?? { validationResponse }));
    })();
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  appUrl = `http://127.0.0.1:${(app.address() as { port: number }).port}/`;
  await begin();
});
afterEach(async () => {
  await running.stop();
  app.closeAllConnections();
  app.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function begin(): Promise<void> {
  running = createCommunication({ dataDir, now: () => now });
  connection = (await running.start()).connectionString;
  running.open(appUrl);
  const senders = { email: 'from@example.com', sms: '+15550100', call: '+15550101' };
  messenger = createMessenger(parseConnection(connection)!, senders);
}

/** Stopping writes nothing that isn't on disk already: for what is kept it is a kill. */
async function restart(): Promise<void> {
  await running.stop();
  await begin();
}

/** Walks virtual time as the host's clock does. */
async function advance(seconds: number): Promise<void> {
  const target = now + seconds * 1000;
  for (;;) {
    await running.quiet();
    const due = running.nextDue() ?? Infinity;
    if (due > target) break;
    now = Math.max(now, due);
    running.clockMoved();
  }
  now = target;
  running.clockMoved();
  await running.quiet();
}

async function local(
  method: 'GET' | 'POST',
  path: string,
  body = '',
): Promise<{ status: number; body: unknown }> {
  const { pathname, searchParams } = new URL(path, 'http://local');
  const route = running.routes.find((one) => one.method === method && one.path === pathname);
  const answer = await route!.handle({ query: searchParams, headers: {}, body });
  return { status: answer.status, body: JSON.parse(answer.body ?? '') as unknown };
}
const provider = (settings: unknown) => local('POST', '/local/provider', JSON.stringify(settings));
const outbox = async () => (await local('GET', '/local/outbox')).body as { id: string; to: string }[];

async function signed(method: 'GET' | 'POST' | 'DELETE', path: string): Promise<number> {
  const body = method === 'POST' ? '{}' : '';
  const [, origin = '', key = ''] = /endpoint=(.*)\/;accesskey=(.*)/.exec(connection) ?? [];
  const hash = createHash('sha256').update(body).digest('base64');
  const date = new Date().toUTCString();
  const text = `${method}\n${path}\n${date};${new URL(origin).host};${hash}`;
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64');
  const headers = {
    'x-ms-date': date,
    'x-ms-content-sha256': hash,
    authorization: `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`,
  };
  const response = await fetch(`${origin}${path}`, { method, headers, ...(body === '' ? {} : { body }) });
  return response.status;
}

const about = { template: 'security-code', locale: 'en' };
const id = (n: number) => `4f5c0000-0000-8000-8000-00000000000${n}` as MessageId;
const email = (n = 1, text = 'text'): OutgoingMessage => ({
  ...{ ...about, id: id(n), delivery: 'email', to: 'to@example.org' as PlainAddress },
  content: { subject: 's', text, html: 'h' },
});
const sms = (n = 1): OutgoingMessage => ({
  ...{ ...about, id: id(n), delivery: 'sms', to: '+4915111111111' as PlainAddress, content: { text: 't' } },
});
const call = (): OutgoingMessage => ({
  ...{ ...about, id: id(1), delivery: 'call', to: '+4915111111111' as PlainAddress, callbackUrl: appUrl },
});
const send = (message: OutgoingMessage) => messenger.send(message, { timeoutMs: 30_000 });
const types = () => told.map(({ eventType, type }) => (type ?? eventType ?? '').split('.').at(-1));

describe('calls of the stand-in', () => {
  const callId = () => told[0]?.data['callConnectionId'] as string;

  it('a callback that the app did not take before a kill comes after it, and the call goes on', async () => {
    heard = () => ({ status: 503 });
    await send(call());
    await running.quiet();
    await restart();
    heard = () => ({ status: 200 });
    await advance(60);
    expect(types()).toEqual(['CallConnected']);
    await restart();
    await messenger.play(callId(), { text: 'words', locale: 'en-US' });
    await advance(1);
    expect(types()).toEqual(['CallConnected', 'PlayStarted', 'PlayCompleted']);
    expect(await outbox()).toMatchObject([{ delivery: 'call', text: 'words' }]);
  });

  it('one that nobody answers says so', async () => {
    await provider({ delivery: 'call', mode: 'undeliverable' });
    await send(call());
    await advance(1);
    expect(told).toMatchObject([{ data: { resultInformation: { code: 480 } } }]);
    expect(types()).toEqual(['CreateCallFailed']);
    expect(await signed('POST', `/calling/callConnections/${callId()}:terminate`)).toBe(404);
  });

  it('only what hangs up hangs up', async () => {
    await send(call());
    await advance(1);
    const path = `/calling/callConnections/${callId()}`;
    expect(await signed('POST', `${path}:mute`)).toBe(404);
    expect(await signed('GET', path)).toBe(404);
    expect(await signed('DELETE', path)).toBe(204);
    expect(await signed('DELETE', path)).toBe(404);
    await advance(1);
    expect(types()).toEqual(['CallConnected', 'CallDisconnected']);
  });
});

describe('emails of the stand-in', () => {
  it('an operation id stands for one message, also after a restart', async () => {
    expect(await send(email(1))).toEqual({ kind: 'accepted' });
    await restart();
    expect(await send(email(1))).toEqual({ kind: 'accepted' });
    expect(await send(email(1, 'another text'))).toEqual({ kind: 'refused' });
    expect(await outbox()).toHaveLength(1);
  });
});

describe('requests to the stand-in', () => {
  it.each(['null', '', '[]', '"x"', '{"delivery":"fax","mode":"ok"}', '{"delivery":"sms"}'])(
    'modes that are none (%s) change nothing',
    async (body) => {
      const before = (await local('GET', '/local/provider')).body;
      expect((await local('POST', '/local/provider', body)).status).toBe(400);
      expect((await local('GET', '/local/provider')).body).toEqual(before);
    },
  );

  it('a plus sign that arrives as a blank is one', async () => {
    await send(sms());
    expect((await local('GET', '/local/outbox?to=+4915111111111')).body).toHaveLength(1);
    expect((await local('GET', '/local/outbox?to=%2B4915111111111')).body).toHaveLength(1);
  });

  it('one that breaks off midway troubles nobody', async () => {
    const failed: unknown[] = [];
    const listen = (reason: unknown) => failed.push(reason);
    process.on('unhandledRejection', listen);
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(connection)?.[1]);
    await new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write('POST /sms HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"half":');
        setTimeout(() => {
          socket.destroy();
          setTimeout(resolve, 50);
        }, 50);
      });
    });
    process.off('unhandledRejection', listen);
    expect(failed).toEqual([]);
    expect(await send(sms())).toEqual({ kind: 'accepted' });
  });
});

describe('delivery reports of the stand-in', () => {
  const statuses = () => told.map(({ data }) => data['status'] ?? data['deliveryStatus']);

  it.each([email(), sms()])('$delivery: once, soon, and only after a handshake', async (message) => {
    const seen: string[] = [];
    heard = (events) => {
      seen.push(String(events[0]?.eventType));
      return { status: 200 };
    };
    await send(message);
    await advance(1);
    expect(seen).toEqual([]);
    await advance(1);
    expect(seen[0]).toBe('Microsoft.EventGrid.SubscriptionValidationEvent');
    expect(seen).toHaveLength(2);
    expect(statuses()).toEqual(['Delivered']);
    await advance(100_000);
    expect(told).toHaveLength(1);
  });

  it.each([
    ['none', []],
    ['twice', ['Delivered', 'Delivered']],
    ['out-of-order', ['Delivered', 'Failed']],
  ])('%s', async (reports, expected) => {
    expect((await provider({ delivery: 'sms', reports })).status).toBe(200);
    await send(sms());
    await advance(60);
    expect(statuses()).toEqual(expected);
    const times = told.map(({ data }) => Date.parse(String(data['receivedTimestamp'])));
    if (reports === 'out-of-order') expect(times[1]).toBeLessThan(times[0]!);
  });

  it('late, and of a message that never arrives', async () => {
    await provider({ delivery: 'email', mode: 'undeliverable', reports: 'late' });
    expect(await send(email())).toEqual({ kind: 'accepted' });
    await advance(29 * 60);
    expect(told).toEqual([]);
    await advance(60);
    expect(statuses()).toEqual(['Bounced']);
    expect(await outbox()).toEqual([]);
  });

  it('what waits at a kill comes after it, tried again while the app is away', async () => {
    heard = () => ({ status: 503 });
    await send(sms());
    await advance(5);
    await restart();
    heard = () => ({ status: 200 });
    await advance(600);
    expect(statuses()).toEqual(['Delivered']);
  });

  it('an app that does not prove itself gets none', async () => {
    heard = () => ({ status: 200, body: {} });
    await send(sms());
    await advance(3 * 3600);
    expect(told).toEqual([]);
    expect(running.nextDue()).toBeUndefined();
  });
});
