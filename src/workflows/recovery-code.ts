import type { OrchestrationContext, Task } from 'durable-functions';
import type { AccountId, ChallengeId } from '../domain/identifiers.js';
import { activity, call, whileSomebodyWaits } from './activity.js';
import { readWithGrace } from './grace.js';

/** One code of a challenge; `send` counts from 1. */
export interface RecoveryCodeInput {
  readonly accountId: AccountId;
  readonly challengeId: ChallengeId;
  readonly send: number;
}

/** `absent`: no such code was ever asked for. A shadow's is `settled` without being sent. */
export interface RecoveryCodeResult {
  readonly kind: 'absent' | 'settled';
}

export const sendRecoveryCode = activity<RecoveryCodeInput, RecoveryCodeResult>('sendRecoveryCode');

/**
 * REC-2: sends one code, or doesn't. Whoever asked has had the answer before: how long sending takes would tell whether
 * there was anything to send.
 */
export function* recoveryCode(context: OrchestrationContext): Generator<Task, void, never> {
  const input = context.df.getInput<RecoveryCodeInput>();
  try {
    yield* readWithGrace(
      context,
      () => call(context, sendRecoveryCode, input, whileSomebodyWaits()),
      ({ kind }) => kind === 'absent',
    );
  } catch {
    // The provider never took it: nobody waits for the code any more, and the challenge says that it failed.
  }
}
