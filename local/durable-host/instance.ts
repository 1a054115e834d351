import type { EntityState } from './entity-state.js';
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
  /** How many turns this execution has had; names the next history row. Before the first one it has yet to be started. */
  readonly turns: number;
  /** The earliest open timer, ms since the epoch. */
  readonly due: number | null;
  /** Activities, sub-orchestrations or messages are under way: looked at when a host starts. */
  readonly busy: boolean;
  /** Of an entity (its id is `@name@key`). */
  readonly entity?: EntityState;
}

export interface InboxMessage {
  readonly event: HistoryEvent;
  /** The execution it is meant for; without one, whichever runs. */
  readonly executionId?: string;
  /** Which message of which sender this is: entities drop what they had already. */
  readonly from?: { readonly sender: string; readonly ordinal: number };
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
  | { readonly kind: 'message'; readonly to: string; readonly message: InboxMessage }
  /** Run again what failed, in a child no less than here. */
  | { readonly kind: 'rewind'; readonly to: string; readonly reason: string };

export interface Stored<T> {
  readonly rowKey: string;
  readonly message: T;
  /** Rows beside it that hold a long text, deleted with it. */
  readonly extraRows: readonly string[];
}

export interface InstanceRecord {
  readonly state: InstanceState;
  /** Unset for an entity that nobody has used yet. */
  readonly etag: string | undefined;
  readonly history: readonly HistoryEvent[];
  /** All of history stands in the header. */
  readonly inline: boolean;
  readonly inbox: readonly Stored<InboxMessage>[];
  /** A turn's messages in one row, in order. */
  readonly outbox: readonly Stored<readonly OutboxMessage[]>[];
}

export function isTerminal(status: RuntimeStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Terminated' || status === 'Canceled';
}
