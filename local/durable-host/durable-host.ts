import type { TimeParticipant } from '../clock/time-participant.js';

/** The durable half as the rest of the host sees it. */
export interface DurableHost extends TimeParticipant {
  /** Opens the task hub, takes up everything that was under way when the last process died. */
  start(): Promise<void>;
  /** Takes no new work, lets running turns commit, and returns. */
  stop(): Promise<void>;
  /** The string a `durableClient` input binding receives (its RPC and webhook addresses). */
  clientBinding(): string;
  /**
   * One request to the durable webhooks or the SDK's RPC endpoint.
   *
   * @param path the path below the endpoint's base, undecoded, with its query: `instances/abc?showInput=true`
   */
  handle(request: DurableRequest): Promise<DurableResponse>;
}

export interface DurableRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface DurableResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
