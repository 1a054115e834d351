import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { CallService } from './call-service.js';
import type { EmailService } from './email-service.js';
import type { Modes } from './modes.js';
import type { Delivery } from './outbox.js';
import type { SmsService } from './sms-service.js';
import { isSigned, wireError, type WireRequest, type WireResponse } from './wire.js';

export interface ProviderServices {
  readonly emails: EmailService;
  readonly sms: SmsService;
  readonly calls: CallService;
  readonly modes: Modes;
}

/** The provider's endpoint: signatures, trouble on demand, and who answers what. */
export class ProviderServer {
  readonly #services: ProviderServices;
  readonly #server: Server;
  #accessKey = '';
  #origin = '';

  constructor(services: ProviderServices) {
    this.#services = services;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch(() => {
        if (response.headersSent) response.destroy();
        else response.writeHead(500, { connection: 'close' }).end();
      });
    });
    this.#server.keepAliveTimeout = 65_000;
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
    const { calls, emails, sms } = this.#services;
    if (pathname === '/emails:send') return emails.send(request, this.#origin);
    if (operation?.[1] !== undefined) return emails.poll(operation[1], this.#origin);
    if (pathname === '/sms') return sms.send(request);
    if (pathname === '/calling/callConnections') return calls.create(request);
    if (call?.[1] !== undefined) return calls.act(call[1], call[2], request);
    return wireError(404, 'NotFound', 'There is no such endpoint.');
  }

  /** What a provider in trouble does before it looks at the message. */
  #misbehave(delivery: Delivery): WireResponse | 'never' | undefined {
    switch (this.#services.modes.of(delivery)) {
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
