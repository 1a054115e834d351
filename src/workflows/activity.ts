import { RetryOptions, type OrchestrationContext, type Task } from 'durable-functions';

/** Kept in a flow's input: W3C `traceparent` of the request that set it going, to be linked to for as long as the flow runs. */
export interface KeptTrace {
  readonly traceparent?: string;
}

/** An activity by name, with the shapes it takes and gives. Only JSON crosses. */
export interface Activity<Input, Result> {
  readonly name: string;
  /** Never set: they carry the types. */
  readonly takes?: Input;
  readonly gives?: Result;
}

export function activity<Input, Result>(name: string): Activity<Input, Result> {
  return { name };
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** What the flow can't go on without is tried for days: ten seconds, doubling up to an hour. */
export function untilItWorks(): RetryOptions {
  return retries(10 * SECOND, 120);
}

/** A message that can't be sent in about an hour is given up; the rest must not wait for it. */
export function aFewTimes(): RetryOptions {
  return retries(30 * SECOND, 8);
}

/** For what must not hold up the flow for long: three tries in a minute and a half. */
export function briefly(): RetryOptions {
  return retries(30 * SECOND, 3);
}

/** A code that somebody waits for is tried for some minutes; after that it is good for nothing. */
export function whileSomebodyWaits(): RetryOptions {
  return retries(5 * SECOND, 6);
}

/** No retry timeout, ever: the extension leaves an instance hanging after one (docs/decisions/0003). */
function retries(first: number, attempts: number): RetryOptions {
  const options = new RetryOptions(first, attempts);
  options.backoffCoefficient = 2;
  options.maxRetryIntervalInMilliseconds = HOUR;
  return options;
}

export function* call<Input, Result>(
  context: OrchestrationContext,
  { name }: Activity<Input, Result>,
  input: Input,
  retry: RetryOptions = untilItWorks(),
): Generator<Task, Result, Result> {
  return yield context.df.callActivityWithRetry(name, retry, traced(context, input));
}

/** The activity links to what set its flow going. Flows from before there was anything to link to ask for what they always did. */
function traced<Input>(context: OrchestrationContext, input: Input): Input {
  const { traceparent } = context.df.getInput<KeptTrace | undefined>() ?? {};
  return traceparent === undefined ? input : { ...input, traceparent };
}

/** An activity's handler, typed by its signature. */
export function handling<Input, Result, More extends readonly unknown[]>(
  _signature: Activity<Input, Result>,
  handle: (input: Input, ...more: More) => Promise<Result>,
): (input: Input, ...more: More) => Promise<Result> {
  return handle;
}
