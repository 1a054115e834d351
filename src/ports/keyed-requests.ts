import type { RequestKey } from '../domain/answered-request.js';
import type { Instant } from '../domain/instant.js';
import type { Random } from './random.js';

/** Who asks for what under which `Idempotency-Key`, and with which parameters and body. */
export interface RequestIdentity {
  /** The signed-in session; undefined for anybody, whom only the request itself tells apart. */
  readonly sessionId: string | undefined;
  readonly route: string;
  readonly idempotencyKey: string;
  /** Everything the request says. */
  readonly content: string;
}

/** DUR-4: one request that may be repeated. */
export interface KeyedRequest {
  readonly key: RequestKey;
  /** A keyed hash of what the request says: the same key with other content is a mistake. */
  readonly content: string;
  /** The same ids for every repeat within a day: what a first try has begun, a second one goes on with. */
  readonly random: Random;
  /** Encrypts with a key that only this request leads to. */
  readonly seal: (text: string) => string;
  readonly open: (sealed: string) => string;
}

export interface KeyedRequests {
  of(identity: RequestIdentity, now: Instant): KeyedRequest;
}
