import type { InvocationContext } from '@azure/functions';
import type { Parts } from '../commands/parts.js';
import type { Answers } from '../ports/answers.js';
import type { DeliveryNews } from '../ports/delivery-news.js';
import type { Identity, OutsideHolder } from '../ports/outside-identity.js';
import type { KeyedRequests } from '../ports/keyed-requests.js';
import type { CallEvent } from '../ports/messenger.js';
import type { Workflows } from '../ports/workflows.js';

/** What routes get from the composition root. */
export interface Services extends Omit<Parts, 'workflows' | 'request' | 'requester' | 'report'> {
  readonly isDevelopment: boolean;
  readonly identity: Identity;
  /** Sees to it that a holder from outside has an account here. */
  readonly meet: (holder: OutsideHolder) => Promise<void>;
  readonly trustedProxies: number;
  readonly keyedRequests: KeyedRequests;
  readonly answers: Answers;
  /** Durable flows through the client that this invocation was given. */
  readonly workflowsFor: (context: InvocationContext) => Workflows;
  readonly countRoundTrips: <T>(
    work: () => Promise<T>,
  ) => Promise<{ readonly result: T; readonly roundTrips: Readonly<Record<string, number>> }>;
  readonly parseCallEvents: (body: unknown) => readonly CallEvent[];
  readonly parseDeliveryNews: (body: unknown) => DeliveryNews;
  /** Whether whoever posts a delivery report is the one we gave the address to. */
  readonly isReportsKey: (key: string | null) => boolean;
  /** Whether a bearer token is the key of a service (IDN-4). */
  readonly isServiceKey: (key: string | undefined) => boolean;
}
