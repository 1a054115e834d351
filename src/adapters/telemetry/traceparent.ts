import { TraceFlags, isSpanContextValid, type SpanContext } from '@opentelemetry/api';

/** W3C Trace Context, version 00. Anything else is no context: it may come from anybody. */
export function parseTraceparent(text: string | undefined | null): SpanContext | undefined {
  const found = /^00-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/.exec(text ?? '');
  const [, traceId = '', spanId = '', flags = ''] = found ?? [];
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  const context: SpanContext = { traceId, spanId, traceFlags, isRemote: true };
  return isSpanContextValid(context) ? context : undefined;
}

export function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`;
}
