import type { InvocationContext } from '@azure/functions';
import type { Telemetry } from '../../ports/telemetry.js';

type Work = (input: unknown) => unknown;

/**
 * The span of one run of a function that no request asks for: timers, turns of orchestrations, activities. Its parent is what
 * the host says; where the run belongs to a flow, it links to the request that set the flow going, however long ago that was.
 */
export function inInvocationSpan(
  telemetry: Telemetry,
  invocation: InvocationContext,
  input: unknown,
  work: Work,
): unknown {
  const parent = invocation.traceContext?.traceParent;
  const facts = { 'faas.name': invocation.functionName, 'faas.invocation_id': invocation.invocationId };
  const run = (what: string, link: string | undefined, given: unknown) =>
    telemetry.span(
      `${what} ${invocation.functionName}`,
      { kind: 'consumer', facts, parent, link },
      async () => work(given),
    );
  switch (invocation.options.trigger.type) {
    case 'activityTrigger': {
      const { given, traceparent } = withoutTrace(input);
      return timed(telemetry, invocation.functionName, () => run('activity', traceparent, given));
    }
    case 'orchestrationTrigger':
      return run('orchestration', withoutTrace(inputOfTurn(input)).traceparent, input);
    case 'timerTrigger':
      return run('timer', undefined, input);
    default:
      return work(input);
  }
}

async function timed<T>(telemetry: Telemetry, name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  let outcome = 'failed';
  try {
    const result = await work();
    outcome = 'done';
    return result;
  } finally {
    telemetry.record('security_info.activity.duration', (performance.now() - started) / 1000, {
      activity: name,
      outcome,
    });
  }
}

/** Activities never see it: it is no part of what they are asked. */
function withoutTrace(input: unknown): { readonly given: unknown; readonly traceparent?: string } {
  if (typeof input !== 'object' || input === null || !('traceparent' in input)) return { given: input };
  const { traceparent, ...given } = input;
  return typeof traceparent === 'string' ? { given, traceparent } : { given };
}

/** What the flow was started with, as the extension hands it over: JSON within the turn's own message. */
function inputOfTurn(turn: unknown): unknown {
  const message: unknown = typeof turn === 'string' ? parsed(turn) : turn;
  if (typeof message !== 'object' || message === null || !('input' in message)) return undefined;
  return typeof message.input === 'string' ? parsed(message.input) : message.input;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
