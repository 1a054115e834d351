import { setTimeout as sleep } from 'node:timers/promises';
import { startHost, type LocalHost } from './start-host.js';

export interface Status {
  readonly name: string;
  readonly instanceId: string;
  readonly runtimeStatus: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly customStatus: unknown;
}

const WEBHOOKS = '/runtime/webhooks/durabletask';
/** Dozens of turns, some of them after a kill, on a busy machine. */
const LONGEST_WAIT_MS = 40_000;

/** The sample app on a host of its own, driven through the durable endpoints. */
export class DurableApp implements AsyncDisposable {
  readonly host: LocalHost;

  private constructor(host: LocalHost) {
    this.host = host;
  }

  static async start(app = 'test/fixtures/durable-samples'): Promise<DurableApp> {
    return new DurableApp(await startHost({ app }));
  }

  /** Another app in place of one that is killed, on what that one left behind. */
  static async startOn(host: LocalHost, app: string): Promise<DurableApp> {
    await host.kill();
    return new DurableApp(await startHost({ app, dataDir: host.dataDir }));
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; headers: Headers; body: unknown }> {
    const headers = method === 'POST' ? { 'content-type': 'application/json' } : {};
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.host.url}${path}`, { method, headers, ...init });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: parsed(text),
    };
  }

  durable(method: string, path: string, body?: unknown) {
    return this.call(method, `${WEBHOOKS}/${path}`, body);
  }

  async begin(name: string, id: string, input?: unknown): Promise<number> {
    return (await this.call('POST', `/start/${name}/${id}`, input)).status;
  }

  async raise(id: string, event: string, value?: unknown): Promise<number> {
    return (await this.durable('POST', `instances/${id}/raiseEvent/${event}`, value)).status;
  }

  async status(id: string): Promise<Status> {
    return (await this.durable('GET', `instances/${id}`)).body as Status;
  }

  /** Waits in real time until the instance is in one of the states. */
  async reaches(id: string, ...states: readonly string[]): Promise<Status> {
    const until = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      const status = await this.status(id);
      if (states.includes(status.runtimeStatus)) return status;
      if (performance.now() > until)
        throw new Error(`${id} does not reach ${states.join(' or ')}: ${JSON.stringify(status)}`);
      await sleep(25);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.host[Symbol.asyncDispose]();
  }
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
