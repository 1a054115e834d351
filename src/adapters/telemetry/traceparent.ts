import { TraceFlags, isSpanContextValid, type SpanContext } from '@opentelemetry/api';

/** W3C Trace Context, version 00. Anything else is no context: it may come from anybody. */
export function parseTraceparent(text: string | undefined | null): SpanContext | undefined {
  const found = /^00-([\da-f]{32})-([\da-f]{16})-[\da-f]{2}$/.exec(text ?? '');
  const [, traceId = '', spanId = ''] = found ?? [];
  // Whether somebody upstream recorded is theirs to know: what we record, our own sampling says.
  const context: SpanContext = { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(context) ? context : undefined;
}

export function traceparentOf({ traceId, spanId }: SpanContext): string {
  return `00-${traceId}-${spanId}-01`;
}
