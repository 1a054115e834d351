import type { TimeParticipant } from '../clock/time-participant.js';
import type { LocalRoute } from '../local-routes/local-route.js';

/**
 * The stand-in for Azure Communication Services: it listens on a loopback port of its own, speaks the provider's wire
 * protocol, and keeps what it received in an outbox below the data directory.
 */
export interface Communication extends TimeParticipant {
  /** Listens; resolves with what the app's settings need. */
  start(): Promise<CommunicationSettings>;
  /**
   * The app answers from here on: what it has to be told goes out, what an earlier run left first.
   *
   * @param reportsTo where delivery reports are posted as Event Grid would; without it there are none
   */
  open(reportsTo: string | undefined): void;
  stop(): Promise<void>;
  /** `/local/outbox` and `/local/provider`. */
  readonly routes: readonly LocalRoute[];
}

export interface CommunicationOptions {
  /** The outbox and everything else that must survive a kill lives in this folder. */
  readonly dataDir: string;
  /** Virtual now, ms since the epoch. */
  readonly now: () => number;
}

export interface CommunicationSettings {
  /** `endpoint=http://127.0.0.1:…;accesskey=…` */
  readonly connectionString: string;
  /** For webhooks: nobody outside this data folder knows it. */
  readonly secret: string;
}
