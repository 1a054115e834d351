import type {
  AccountId,
  ChallengeId,
  DeadlineId,
  ErasureId,
  EventId,
  RemovalId,
  WindowId,
} from '../domain/identifiers.js';

/** A durable flow by the thing it serves; ids only, since inputs stay in its history. */
export type WorkflowStart =
  | { readonly workflow: 'notice'; readonly accountId: AccountId; readonly eventId: EventId }
  /** REC-2: sends one code of a challenge, `send` counting from 1. */
  | {
      readonly workflow: 'recoveryCode';
      readonly accountId: AccountId;
      readonly challengeId: ChallengeId;
      readonly send: number;
    }
  | TimedFlow
  | ErasureFlow;

/** The flows that keep somebody's time. */
export type TimedFlow =
  | { readonly workflow: 'protectionWindow'; readonly accountId: AccountId; readonly windowId: WindowId }
  | { readonly workflow: 'contactRemoval'; readonly accountId: AccountId; readonly removalId: RemovalId }
  | {
      readonly workflow: 'confirmationDeadline';
      readonly accountId: AccountId;
      readonly deadlineId: DeadlineId;
    };

/** PRV-3. It outlives the account, and so does its history: nothing in it names the account. */
export interface ErasureFlow {
  readonly workflow: 'accountErasure';
  readonly erasureId: ErasureId;
}

/** Starts durable flows and wakes them. Instance ids come from the ids within, so starting twice is starting once. */
export interface Workflows {
  /** Returns when the flow is sure to run. Throws `Unavailable` when that can't be said. */
  start(flow: WorkflowStart): Promise<void>;
  /**
   * Starts a flow again if it doesn't run, to do what is left of it.
   *
   * @returns whether it had to be started
   */
  resume(flow: TimedFlow | ErasureFlow): Promise<boolean>;
  /** Wakes a flow that waits, so that it looks at its account now. A lost wake-up is harmless. */
  wake(flow: WorkflowStart): Promise<void>;
}
