/** What a turn has to schedule, under the id that history will know it by. */
export type Scheduled =
  | { readonly id: number; readonly kind: 'activity'; readonly name: string; readonly input: string }
  | {
      readonly id: number;
      readonly kind: 'sub-orchestration';
      readonly name: string;
      readonly instanceId?: string;
      readonly input: string | null;
      readonly version?: string;
    }
  | { readonly id: number; readonly kind: 'timer'; readonly fireAt: number }
  /** A message to an entity. */
  | {
      readonly id: number;
      readonly kind: 'send';
      readonly to: string;
      readonly name: string;
      readonly input: string;
    };

export type Completion =
  | { readonly kind: 'completed'; readonly output: string | null }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'continued-as-new'; readonly input: string | null };

export interface ReplayOutcome {
  readonly scheduled: readonly Scheduled[];
  /** Unset while the orchestration waits, or has returned but still has open tasks. */
  readonly completion?: Completion;
}

export interface ReplayRules {
  readonly longestTimer: number;
  readonly timerHop: number;
  /** Between two looks at a long-running HTTP call that names no time itself. */
  readonly httpSleep: number;
  /** Why there is no such function, if so. */
  readonly whyMissing: (name: string, kind: FunctionKind) => string | undefined;
}

export type FunctionKind = 'orchestration' | 'activity' | 'entity';
