import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { CallService } from './call-service.js';
import type { Communication, CommunicationOptions } from './communication.js';
import { EmailService } from './email-service.js';
import { Modes } from './modes.js';
import { Outbox, type Delivery } from './outbox.js';
import { outboxRoutes } from './outbox-routes.js';
import { SmsService } from './sms-service.js';
import { isSigned, wireError, type WireRequest, type WireResponse } from './wire.js';
import { ActivityTracker } from '../clock/activity-tracker.js';

interface Kept {
  readonly port: number;
  readonly accessKey: string;
}

/** Builds the stand-in for Azure Communication Services. */
export function createCommunication({ dataDir, now }: CommunicationOptions): Communication {
  const outbox = new Outbox(dataDir);
  const modes = new Modes(dataDir);
  const tracker = new ActivityTracker();
  const file = join(dataDir, 'communication.json');
  const provider = new Provider(outbox, modes, now, (work) => tracker.track(work));
  return {
    name: 'communication',
    routes: outboxRoutes(outbox, modes),
    start: async () => {
      await outbox.open();
      await modes.open();
      const kept = await readKept(file);
      const accessKey = kept?.accessKey ?? randomBytes(64).toString('base64');
      const port = await provider.listen(accessKey, kept?.port ?? 0);
      await writeFile(file, JSON.stringify({ port, accessKey }), { mode: 0o600 });
      return `endpoint=http://127.0.0.1:${port}/;accesskey=${accessKey}`;
    },
    stop: async () => {
      await provider.close();
      await outbox.close();
    },
    nextDue: () => undefined,
    clockMoved: () => undefined,
    quiet: () => tracker.quiet(),
  };
}

class Provider {
  readonly #modes: Modes;
  readonly #emails: EmailService;
  readonly #sms: SmsService;
  readonly #calls: CallService;
  readonly #server: Server;
  #accessKey = '';
  #origin = '';

  constructor(
    outbox: Outbox,
    modes: Modes,
    now: () => number,
    track: <T>(work: () => Promise<T>) => Promise<T>,
  ) {
    this.#modes = modes;
    this.#emails = new EmailService(outbox, now);
    this.#sms = new SmsService(outbox, now);
    this.#calls = new CallService(outbox, now, track);
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  /** The port of the last run when it is free, so that calls under way still find their way back. */
  async listen(accessKey: string, wanted: number): Promise<number> {
    this.#accessKey = accessKey;
    const port = (await this.#tryListen(wanted)) ?? (await this.#tryListen(0)) ?? 0;
    this.#origin = `http://127.0.0.1:${port}`;
    return port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #tryListen(port: number): Promise<number | undefined> {
    return new Promise((resolve) => {
      this.#server.once('error', () => {
        resolve(undefined);
      });
      this.#server.listen(port, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : undefined);
      });
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const { headers, method = 'GET', url: target = '/' } = request;
    const wire: WireRequest = { method, target, headers, body: Buffer.concat(chunks) };
    const answer = isSigned(wire, this.#accessKey)
      ? await this.#answer(wire)
      : wireError(401, 'Denied', 'The signature does not match.');
    if (answer === 'never') return;
    const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(body);
  }

  async #answer(request: WireRequest): Promise<WireResponse | 'never'> {
    const { pathname } = new URL(request.target, 'http://local');
    const delivery = deliveryOf(request.method, pathname);
    if (delivery !== undefined) {
      const refused = this.#misbehave(delivery);
      if (refused !== undefined) return refused;
    }
    try {
      return await this.#dispatch(request, pathname);
    } catch (error) {
      if (error instanceof SyntaxError) return wireError(400, 'BadRequest', 'The body is not JSON.');
      throw error;
    }
  }

  async #dispatch(request: WireRequest, pathname: string): Promise<WireResponse> {
    const call = /^\/calling\/callConnections\/([^/:]+)(?::(\w+))?$/.exec(pathname);
    const operation = /^\/emails\/operations\/([^/]+)$/.exec(pathname);
    if (pathname === '/emails:send') return this.#emails.send(request, this.#modes.of('email'), this.#origin);
    if (operation?.[1] !== undefined) return this.#emails.poll(operation[1], this.#origin);
    if (pathname === '/sms') return this.#sms.send(request, this.#modes.of('sms'));
    if (pathname === '/calling/callConnections') return this.#calls.create(request, this.#modes.of('call'));
    if (call?.[1] !== undefined && call[2] === 'play') return this.#calls.play(call[1], request);
    if (call?.[1] !== undefined) return this.#calls.hangUp(call[1]);
    return wireError(404, 'NotFound', 'There is no such endpoint.');
  }

  /** What a provider in trouble does before it looks at the message. */
  #misbehave(delivery: Delivery): WireResponse | 'never' | undefined {
    switch (this.#modes.of(delivery)) {
      case 'down':
        return wireError(503, 'ServiceUnavailable', 'Try again later.');
      case 'throttle':
        return wireError(429, 'TooManyRequests', 'Slow down.', { 'retry-after': '45' });
      case 'slow':
        return 'never';
      case 'reject':
        return delivery === 'email'
          ? wireError(400, 'InvalidRecipient', 'The address is not accepted.')
          : undefined;
      case 'ok':
      case 'undeliverable':
        return undefined;
    }
  }
}

function deliveryOf(method: string, pathname: string): Delivery | undefined {
  if (method !== 'POST') return undefined;
  if (pathname === '/emails:send') return 'email';
  if (pathname === '/sms') return 'sms';
  return pathname === '/calling/callConnections' ? 'call' : undefined;
}

async function readKept(file: string): Promise<Kept | undefined> {
  try {
    const { accessKey, port } = JSON.parse(await readFile(file, 'utf8')) as Partial<Kept>;
    return typeof port === 'number' && typeof accessKey === 'string' ? { port, accessKey } : undefined;
  } catch {
    return undefined;
  }
}
