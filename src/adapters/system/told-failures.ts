import type { InvocationContext } from '@azure/functions';
import { nameOf, whatIsAway, whereItBroke } from '../../ports/told-error.js';
import { Unavailable } from '../../ports/unavailable.js';

type Work = (input: unknown) => unknown;

/**
 * PRV-2: a function fails with the name of what it met and where, and not with its message. The host writes the error that
 * leaves a function into its log, and the durable extension an activity's into the history of its flow, where it stays: a
 * driver's message may hold an address, or whatever else the driver was given.
 *
 * Orchestrations are left alone: what the durable SDK throws carries the turn's actions, and they only ever meet the errors
 * of activities.
 */
export function withToldFailures(context: InvocationContext, work: Work): Work {
  if (context.options.trigger.type === 'orchestrationTrigger') return work;
  return async (input) => {
    try {
      return await work(input);
    } catch (error) {
      if (error instanceof Unavailable) context.warn(whatIsAway(error));
      throw told(error);
    }
  };
}

function told(error: unknown): Error {
  const failure = new Error(error instanceof Unavailable ? whatIsAway(error) : nameOf(error));
  failure.name = nameOf(error);
  failure.stack = whereItBroke(error);
  return failure;
}
