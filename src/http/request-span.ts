import type { HttpRequest, InvocationContext } from '@azure/functions';
import type { Outcome } from '../domain/outcome.js';
import type { Telemetry } from '../ports/telemetry.js';
import type { WrittenAnswer } from './answer.js';
import type { Contract } from './contract.js';

/**
 * The span of a request, by its route and never by its address. What is held back for even times is not part of it. It begins
 * a trace and links to its caller's: whoever asks must not choose what we record, or which trace of ours their spans end in.
 */
export async function measured(
  telemetry: Telemetry,
  { path }: Contract,
  { method }: Pick<HttpRequest, 'method'>,
  { functionName, invocationId, traceContext }: InvocationContext,
  answer: () => Promise<WrittenAnswer>,
): Promise<WrittenAnswer> {
  const started = performance.now();
  const route = { 'http.request.method': method, 'http.route': `/api/${path}` };
  // The request's id is in the answer: whoever has a problem can be helped by it.
  const facts = { ...route, 'faas.name': functionName, 'faas.invocation_id': invocationId };
  const link = traceContext?.traceParent;
  return telemetry.span(`${method} /api/${path}`, { kind: 'server', facts, link }, async (span) => {
    const written = await answer();
    const { code, status } = written;
    span.add({ 'http.response.status_code': status, refusal: code });
    if (status >= 500) span.fail();
    const seconds = (performance.now() - started) / 1000;
    telemetry.record('http.server.request.duration', seconds, {
      ...route,
      'http.response.status_code': status,
      refusal: code,
    });
    return written;
  });
}

/** The command's own part of a request: what comes before it belongs to the edge. */
export function inCommandSpan<Call>(
  telemetry: Telemetry,
  { name }: Pick<Contract, 'name'>,
  handle: (call: Call) => Promise<Outcome<unknown>>,
): (call: Call) => Promise<Outcome<unknown>> {
  return (call) =>
    telemetry.span(`command ${name}`, {}, async (span) => {
      const outcome = await handle(call);
      if (!outcome.ok) span.add({ refusal: outcome.refusal.code });
      return outcome;
    });
}
