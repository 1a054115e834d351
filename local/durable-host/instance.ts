import type { HistoryEvent, ParentInstance } from './history.js';

export type RuntimeStatus =
  'Pending' | 'Running' | 'Suspended' | 'Completed' | 'Failed' | 'Terminated' | 'ContinuedAsNew' | 'Canceled';

/** An instance's header row. */
export interface InstanceState {
  readonly instanceId: string;
  readonly executionId: string;
  /** Counts the executions under this id: history rows carry it, so that an earlier run's rows are never read. */
  readonly generation: number;
  readonly name: string;
  readonly version: string | null;
  readonly status: RuntimeStatus;
  /** JSON text */
  readonly input: string | null;
  readonly output: string | null;
  readonly customStatus: unknown;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly parent: ParentInstance | null;
  /** How many turns this execution has had; names the next history row. */
  readonly turns: number;
  /** The earliest open timer, ms since the epoch. */
  readonly due: number | null;
  /** Activities, sub-orchestrations or messages are under way: looked at when a host starts. */
  readonly busy: boolean;
}

export interface InboxMessage {
  readonly event: HistoryEvent;
  /** The execution it is meant for; without one, whichever runs. */
  readonly executionId?: string;
}

/** To another instance, delivered after the turn that wrote it and then deleted. */
export type OutboxMessage =
  | {
      readonly kind: 'start';
      readonly to: string;
      readonly name: string;
      readonly version: string | null;
      readonly input: string | null;
      readonly parent: ParentInstance;
    }
  | { readonly kind: 'message'; readonly to: string; readonly message: InboxMessage };

export interface InstanceRecord {
  readonly state: InstanceState;
  readonly etag: string;
  readonly history: readonly HistoryEvent[];
  readonly inbox: readonly { readonly rowKey: string; readonly message: InboxMessage }[];
  readonly outbox: readonly { readonly rowKey: string; readonly message: OutboxMessage }[];
}

export function isTerminal(status: RuntimeStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Terminated' || status === 'Canceled';
}
