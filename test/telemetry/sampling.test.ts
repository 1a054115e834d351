import { ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampler } from '../../src/adapters/telemetry/sampling.js';
import { Holder } from '../support/holder.js';
import { factsOf, type OtlpReceiver, type ReceivedSpan } from '../support/otlp-receiver.js';
import { recordedRun } from '../support/recorded-run.js';
import type { LocalHost } from '../support/start-host.js';

/** By these a share of a half would always, and would never, record. */
const ALWAYS = '0af76519'.repeat(4);
const NEVER = `ffffffff${'0'.repeat(24)}`;
const SPAN = 'b7ad6b7169203331';
const ASKED = 24;
const WINDOWS = 20;

describe('a share of a half', () => {
  let receiver: OtlpReceiver;
  let spans: readonly ReceivedSpan[];
  beforeAll(async () => {
    const run = async (host: LocalHost) => {
      for (const traceId of [ALWAYS, NEVER]) {
        for (let n = 0; n < ASKED; n += 1) {
          const headers = { traceparent: `00-${traceId}-${SPAN}-01` };
          expect((await fetch(`${host.url}/api/countries`, { headers })).status).toBe(200);
        }
      }
      for (let n = 0; n < WINDOWS; n += 1) {
        const holder = await Holder.signedUp(host);
        await holder.addEmail();
        expect((await holder.removeAll()).status).toBe(200);
      }
      await host.advance('P30D');
    };
    ({ receiver } = await recordedRun(run, { TELEMETRY_SAMPLE_PERCENT: '50' }));
    spans = receiver.spans();
  });

  it.each([ALWAYS, NEVER])('a caller can’t choose whether it is recorded, nor the id: %s', (traceId) => {
    const requests = spans.filter(
      ({ links, name }) => name.startsWith('GET') && links?.[0]?.traceId === traceId,
    );
    // All or none of them: one in eight million.
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.length).toBeLessThan(ASKED);
    const ids = requests.map((one) => one.traceId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(traceId);
    for (const { links, parentSpanId = '' } of requests) {
      expect(parentSpanId).toBe('');
      expect(links).toMatchObject([{ traceId, spanId: SPAN }]);
    }
  });

  it('a flow is recorded as its request was, the whole of it', () => {
    const starts = spans.filter(({ name }) => name.startsWith('start '));
    const parts = spans.filter(({ name }) => /^(?:orchestration|activity) /.test(name));
    const started = new Set(starts.map(({ spanId }) => spanId));
    for (const { links, name } of parts) expect(started, name).toContain(links?.[0]?.spanId);
    // The sweeper finds flows that run: what it would have started has no parts.
    const begun = starts.filter((start) => factsOf(start) === 'outcome=started,workflow=protectionWindow');
    // All or none of them: one in half a million.
    expect(begun.length).toBeGreaterThan(0);
    expect(begun.length).toBeLessThan(WINDOWS);
    for (const { name, spanId } of begun) {
      const own = parts.filter(({ links }) => links?.[0]?.spanId === spanId).map((part) => part.name);
      for (const part of ['orchestration protectionWindow', 'activity closeProtectionWindow'])
        expect(own, name).toContain(part);
      // The start, two reminders and the end, to one contact.
      expect(own.filter((part) => part === 'activity sendNotice')).toHaveLength(4);
    }
  });

  it('what is within a recorded trace is recorded, and nothing else is', () => {
    const known = new Set(spans.map(({ spanId }) => spanId));
    const orphans = spans.filter(({ parentSpanId = '' }) => parentSpanId !== '' && !known.has(parentSpanId));
    expect(orphans.filter(({ name }) => !/^(?:orchestration|activity|timer) /.test(name))).toEqual([]);
  });

  it('metrics count everything', () => {
    const requests = Object.entries(receiver.metric('http.server.request.duration'));
    const countries = requests.filter(([facts]) => facts.includes('http.route=/api/countries'));
    expect(countries.map(([, count]) => count)).toEqual([2 * ASKED]);
    expect(receiver.metric('security_info.windows')['change=closed']).toBe(WINDOWS);
  });
});

describe('sampling', () => {
  const decide = (percent: number, kind: SpanKind, linked?: TraceFlags, context = ROOT_CONTEXT) => {
    const link = { traceId: NEVER, spanId: SPAN, traceFlags: linked ?? 0 };
    const links = linked === undefined ? [] : [{ context: link }];
    return sampler(percent).shouldSample(context, ALWAYS, 'x', kind, {}, links).decision;
  };
  const { NOT_RECORD, RECORD_AND_SAMPLED } = SamplingDecision;

  it('of none records nothing, of all everything, a flow that began unrecorded among it', () => {
    expect(decide(0, SpanKind.SERVER)).toBe(NOT_RECORD);
    expect(decide(0, SpanKind.CONSUMER)).toBe(NOT_RECORD);
    expect(decide(100, SpanKind.SERVER)).toBe(RECORD_AND_SAMPLED);
    expect(decide(100, SpanKind.CONSUMER, TraceFlags.NONE)).toBe(RECORD_AND_SAMPLED);
  });

  it('a link decides for flows alone; a parent from elsewhere for nobody', () => {
    expect(decide(50, SpanKind.CONSUMER, TraceFlags.NONE)).toBe(NOT_RECORD);
    expect(decide(0, SpanKind.CONSUMER, TraceFlags.SAMPLED)).toBe(RECORD_AND_SAMPLED);
    expect(decide(0, SpanKind.SERVER, TraceFlags.SAMPLED)).toBe(NOT_RECORD);
    const context = (isRemote: boolean) =>
      trace.setSpanContext(ROOT_CONTEXT, { traceId: ALWAYS, spanId: SPAN, traceFlags: 1, isRemote });
    expect(decide(0, SpanKind.INTERNAL, undefined, context(true))).toBe(NOT_RECORD);
    expect(decide(0, SpanKind.INTERNAL, undefined, context(false))).toBe(RECORD_AND_SAMPLED);
  });
});
