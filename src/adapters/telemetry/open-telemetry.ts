import {
  SpanKind,
  SpanStatusCode,
  context,
  metrics,
  trace,
  type Context,
  type Counter,
  type Histogram,
  type Span as ApiSpan,
} from '@opentelemetry/api';
import type { CounterName, DurationName, Facts, Span, SpanStart, Telemetry } from '../../ports/telemetry.js';
import { nameOf } from '../../ports/told-error.js';
import { DURATION_BUCKETS, counters, durations } from './instruments.js';
import { parseTraceparent, traceparentOf } from './traceparent.js';

const SCOPE = 'security-info';
const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/**
 * Telemetry through OpenTelemetry's API alone: which SDK hears of it, if any, is for `startTelemetry` or for whoever runs the
 * process. Without one every call ends in the API's own no-ops.
 */
export function createTelemetry(): Telemetry {
  const counting = new Map<CounterName, Counter>();
  const measuring = new Map<DurationName, Histogram>();
  return {
    span: (name, start, work) => spanned(name, start, work),
    count: (name, facts = {}, times = 1) => {
      if (times > 0) once(counting, name, newCounter).add(times, told(facts));
    },
    record: (name, seconds, facts = {}) => {
      once(measuring, name, newHistogram).record(seconds, told(facts));
    },
    traceparent: () => {
      const span = trace.getActiveSpan();
      return span && traceparentOf(span.spanContext());
    },
  };
}

async function spanned<T>(
  name: string,
  { facts = {}, kind, link, parent }: SpanStart,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const linked = parseTraceparent(link);
  const options = {
    kind: kind === undefined ? SpanKind.INTERNAL : kinds[kind],
    attributes: told(facts),
    ...(linked === undefined ? {} : { links: [{ context: linked }] }),
  };
  return trace.getTracer(SCOPE).startActiveSpan(name, options, contextOf(parent), async (span) => {
    try {
      return await work(shown(span));
    } catch (error) {
      // Its message may hold an address.
      span.setAttribute('error.type', nameOf(error));
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

function contextOf(parent: string | undefined): Context {
  const remote = parseTraceparent(parent);
  const here = context.active();
  return remote === undefined ? here : trace.setSpanContext(here, remote);
}

function shown(span: ApiSpan): Span {
  return {
    add: (facts) => {
      span.setAttributes(told(facts));
    },
    fail: () => {
      span.setStatus({ code: SpanStatusCode.ERROR });
    },
  };
}

/** Instruments made before there is an SDK would be deaf for good, so none is made before it is used. */
function once<Name, Instrument>(
  made: Map<Name, Instrument>,
  name: Name,
  make: (name: Name) => Instrument,
): Instrument {
  const known = made.get(name) ?? make(name);
  made.set(name, known);
  return known;
}

function newCounter(name: CounterName): Counter {
  return metrics.getMeter(SCOPE).createCounter(name, { description: counters[name] });
}

function newHistogram(name: DurationName): Histogram {
  const advice = { explicitBucketBoundaries: [...DURATION_BUCKETS] };
  return metrics.getMeter(SCOPE).createHistogram(name, { description: durations[name], unit: 's', advice });
}

function told(facts: Facts): Record<string, string | number | boolean> {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Record<string, string | number | boolean>;
}
