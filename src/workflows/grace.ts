import type { OrchestrationContext, Task } from 'durable-functions';
import { waitFor } from './wait.js';

const SECOND = 1000;
/** Longer together than any request can take between starting a flow and committing what it is for. */
const PAUSES_MS = [10 * SECOND, 30 * SECOND, 60 * SECOND, 200 * SECOND];

/**
 * Reads what the flow was started for. A flow starts before its reason is committed (docs/decisions/0002): if the reason
 * never shows, the command died or was refused, and the flow has nothing to do.
 */
export function* readWithGrace<Reading>(
  context: OrchestrationContext,
  read: () => Generator<Task, Reading, Reading>,
  isAbsent: (reading: Reading) => boolean,
): Generator<Task, Reading, never> {
  let reading = yield* read();
  for (const pause of PAUSES_MS) {
    if (!isAbsent(reading)) return reading;
    yield* waitFor(context, pause) as Generator<Task, void, never>;
    reading = yield* read();
  }
  return reading;
}
