import { createHash, randomUUID } from 'node:crypto';
import { KeptFile } from './kept-file.js';
import type { Modes } from './modes.js';
import type { Outbox } from './outbox.js';
import { postJson } from './post-json.js';
import type { Letter, Postbox } from './postbox.js';
import { fields, list, text, wireError, type WireRequest, type WireResponse } from './wire.js';

interface Call {
  readonly id: string;
  readonly to: string;
  readonly callbackUri: string;
  readonly operationContext: string;
  readonly plays: number;
  readonly isOver: boolean;
}

/** Enough to know a repeated request by. */
const KEPT_CALLS = 1000;
const CONNECTED = { code: 200, subCode: 0, message: '' };
const UNREACHABLE = { code: 480, subCode: 560480, message: 'The number could not be reached.' };

/** Call Automation: a call is created, answered, spoken on and hung up; each step is told to the callback address. */
export class CallService {
  readonly #outbox: Outbox;
  readonly #callbacks: Postbox;
  readonly #modes: Modes;
  readonly #now: () => number;
  readonly #kept: KeptFile<readonly Call[]>;
  #calls = new Map<string, Call>();

  constructor(file: string, outbox: Outbox, callbacks: Postbox, modes: Modes, now: () => number) {
    this.#kept = new KeptFile(file);
    this.#outbox = outbox;
    this.#callbacks = callbacks;
    this.#modes = modes;
    this.#now = now;
  }

  async open(): Promise<void> {
    this.#calls = new Map(((await this.#kept.read()) ?? []).map((call) => [call.id, call]));
  }

  async create(request: WireRequest): Promise<WireResponse> {
    const body = fields(JSON.parse(request.body.toString()));
    const to = text(fields(fields(list(body['targets'])[0])['phoneNumber'])['value']);
    const mode = this.#modes.of('call');
    if (mode === 'reject') return wireError(400, '8523', 'The number can not be called.');
    const id = callId(text(request.headers['repeatability-request-id']) || randomUUID());
    const call: Call = {
      id,
      to,
      callbackUri: text(body['callbackUri']),
      operationContext: text(body['operationContext']),
      plays: 0,
      isOver: mode === 'undeliverable',
    };
    if (!this.#calls.has(id)) {
      await this.#keep(call);
      this.#tell(call, call.isOver ? 'CreateCallFailed' : 'CallConnected');
    }
    const status = {
      callConnectionId: id,
      callConnectionState: 'connecting',
      callbackUri: call.callbackUri,
      targets: [],
    };
    return { status: 201, body: { ...status, serverCallId: id, correlationId: id } };
  }

  /** What is done to a call under way; what is none of the actions leaves it as it is. */
  async act(id: string, action: string | undefined, request: WireRequest): Promise<WireResponse> {
    const isHangUp = action === undefined ? request.method === 'DELETE' : action === 'terminate';
    if (!isHangUp && action !== 'play') return wireError(404, 'NotFound', 'There is no such action.');
    const call = this.#calls.get(id);
    if (call === undefined || call.isOver) return wireError(404, '8522', 'There is no such call.');
    return isHangUp ? this.#hangUp(call) : this.#play(call, request);
  }

  async #play(call: Call, request: WireRequest): Promise<WireResponse> {
    const spoken = list(fields(JSON.parse(request.body.toString()))['playSources']).map(fields);
    const words = spoken.map((source) => fields(source['text'] ?? source['ssml']));
    const { template = '', locale = '' } = context(call.operationContext);
    this.#outbox.add({
      id: `call:${call.id}:${call.plays}`,
      at: new Date(this.#now()).toISOString(),
      delivery: 'call',
      to: call.to,
      text: words.map((word) => text(word['text'] ?? word['ssmlText'])).join(' '),
      template,
      locale: locale || text(words[0]?.['sourceLocale']),
    });
    const played = { ...call, plays: call.plays + 1 };
    await this.#keep(played);
    this.#tell(played, 'PlayStarted', 'PlayCompleted');
    return { status: 202 };
  }

  async #hangUp(call: Call): Promise<WireResponse> {
    await this.#keep({ ...call, isOver: true });
    this.#tell(call, 'CallDisconnected');
    return { status: 204 };
  }

  async #keep(call: Call): Promise<void> {
    this.#calls.set(call.id, call);
    for (const id of [...this.#calls.keys()].slice(0, -KEPT_CALLS)) this.#calls.delete(id);
    await this.#kept.write(() => [...this.#calls.values()]);
  }

  #tell(call: Call, ...types: readonly string[]): void {
    const letters = types.map((type): Letter => {
      const event = this.#event(call, type);
      return { id: event.id, lane: call.id, due: this.#now(), address: call.callbackUri, content: event };
    });
    this.#callbacks.put(...letters);
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
        resultInformation: type === 'CreateCallFailed' ? UNREACHABLE : CONNECTED,
      },
      time: new Date(this.#now()).toISOString(),
      specversion: '1.0',
      datacontenttype: 'application/json',
      subject: `calling/callConnections/${call.id}`,
    };
  }
}

/** Call Automation posts an array of CloudEvents; anything but an outage of the app is its answer. */
export async function postCallback({ address, content }: Letter): Promise<'done' | 'retry'> {
  const headers = { 'content-type': 'application/json' };
  const { status } = await postJson(address, [content], { headers, withinMs: 5000 });
  return status < 500 ? 'done' : 'retry';
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
