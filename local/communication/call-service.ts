import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Mode } from './modes.js';
import type { Outbox } from './outbox.js';
import { fields, list, text, wireError, type WireRequest, type WireResponse } from './wire.js';

interface Call {
  readonly id: string;
  readonly to: string;
  readonly callbackUri: string;
  readonly operationContext: string;
  readonly plays: number;
}

const CALLBACK_TRIES = 5;

/** Call Automation: a call is created, answered, spoken on and hung up; each step is told to the callback address. */
export class CallService {
  readonly #outbox: Outbox;
  readonly #now: () => number;
  readonly #track: <T>(work: () => Promise<T>) => Promise<T>;
  readonly #calls = new Map<string, Call>();

  constructor(outbox: Outbox, now: () => number, track: <T>(work: () => Promise<T>) => Promise<T>) {
    this.#outbox = outbox;
    this.#now = now;
    this.#track = track;
  }

  create(request: WireRequest, mode: Mode): WireResponse {
    const body = fields(JSON.parse(request.body.toString()));
    const to = text(fields(fields(list(body['targets'])[0])['phoneNumber'])['value']);
    if (mode === 'reject') return wireError(400, '8523', 'The number can not be called.');
    const id = callId(text(request.headers['repeatability-request-id']) || randomUUID());
    const call: Call = {
      id,
      to,
      callbackUri: text(body['callbackUri']),
      operationContext: text(body['operationContext']),
      plays: 0,
    };
    if (!this.#calls.has(id)) {
      this.#calls.set(id, call);
      this.#tell(call, mode === 'undeliverable' ? 'CreateCallFailed' : 'CallConnected');
    }
    const status = {
      callConnectionId: id,
      callConnectionState: 'connecting',
      callbackUri: call.callbackUri,
      targets: [],
    };
    return { status: 201, body: { ...status, serverCallId: id, correlationId: id } };
  }

  async play(id: string, request: WireRequest): Promise<WireResponse> {
    const call = this.#calls.get(id);
    if (call === undefined) return wireError(404, '8522', 'There is no such call.');
    const spoken = list(fields(JSON.parse(request.body.toString()))['playSources']).map(fields);
    const words = spoken.map((source) => fields(source['text'] ?? source['ssml']));
    const { template = '', locale = '' } = context(call.operationContext);
    await this.#outbox.add({
      id: `call:${id}:${call.plays}`,
      at: new Date(this.#now()).toISOString(),
      delivery: 'call',
      to: call.to,
      text: words.map((word) => text(word['text'] ?? word['ssmlText'])).join(' '),
      template,
      locale: locale || text(words[0]?.['sourceLocale']),
    });
    const played = { ...call, plays: call.plays + 1 };
    this.#calls.set(id, played);
    this.#tell(played, 'PlayStarted', 'PlayCompleted');
    return { status: 202 };
  }

  hangUp(id: string): WireResponse {
    const call = this.#calls.get(id);
    if (call === undefined) return wireError(404, '8522', 'There is no such call.');
    this.#calls.delete(id);
    this.#tell(call, 'CallDisconnected');
    return { status: 204 };
  }

  #tell(call: Call, ...types: readonly string[]): void {
    void this.#track(async () => {
      for (const type of types) await post(call.callbackUri, [this.#event(call, type)]);
    });
  }

  #event(call: Call, type: string) {
    return {
      id: randomUUID(),
      source: `calling/callConnections/${call.id}`,
      type: `Microsoft.Communication.${type}`,
      data: {
        callConnectionId: call.id,
        serverCallId: call.id,
        correlationId: call.id,
        operationContext: call.operationContext,
        resultInformation: { code: 200, subCode: 0, message: '' },
      },
      time: new Date(this.#now()).toISOString(),
      specversion: '1.0',
      datacontenttype: 'application/json',
      subject: `calling/callConnections/${call.id}`,
    };
  }
}

/** The same request id is the same call. */
function callId(requestId: string): string {
  return createHash('sha256').update(requestId).digest('hex').slice(0, 32);
}

function context(operationContext: string): { readonly template?: string; readonly locale?: string } {
  try {
    const { locale, template } = fields(JSON.parse(operationContext));
    return { template: text(template), locale: text(locale) };
  } catch {
    return {};
  }
}

/** Tried a few times while the app does not answer; then the provider gives up. */
async function post(address: string, events: readonly unknown[]): Promise<void> {
  for (let tries = 0; tries < CALLBACK_TRIES; tries += 1) {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(events),
        signal: AbortSignal.timeout(5000),
      });
      await response.arrayBuffer();
      if (response.status < 500) return;
    } catch {
      // The next try comes.
    }
    await sleep(100 * 2 ** tries);
  }
}
