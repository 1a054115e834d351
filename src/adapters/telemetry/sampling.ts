import { SpanKind, TraceFlags, trace, type SpanContext } from '@opentelemetry/api';
import {
  AlwaysOnSampler,
  SamplingDecision,
  TraceIdRatioBasedSampler,
  type Sampler,
  type SamplingResult,
} from '@opentelemetry/sdk-trace';

/**
 * Of a hundred traces so many, each whole. A flow goes as the request did that set it going, whatever its own traces are
 * called: what is kept of a request is kept for its thirty days. Whoever asks has no say: a request's trace has an id of ours.
 */
export function sampler(samplePercent: number): Sampler {
  if (samplePercent >= 100) return new AlwaysOnSampler();
  const byId = new TraceIdRatioBasedSampler(samplePercent / 100);
  return {
    shouldSample: (context, traceId, _name, kind, _attributes, links): SamplingResult => {
      const begin = kind === SpanKind.CONSUMER ? links[0]?.context : undefined;
      if (begin !== undefined) return asWith(begin);
      const parent = trace.getSpanContext(context);
      return parent === undefined || parent.isRemote === true
        ? byId.shouldSample(context, traceId)
        : asWith(parent);
    },
    toString: () => `Flows of ${byId.toString()}`,
  };
}

function asWith({ traceFlags }: SpanContext): SamplingResult {
  const isRecorded = (traceFlags & TraceFlags.SAMPLED) !== 0;
  return { decision: isRecorded ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD };
}
