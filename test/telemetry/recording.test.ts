import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { beforeAll, expect, it } from 'vitest';
import { DURATION_BUCKETS, counters, durations } from '../../src/adapters/telemetry/instruments.js';
import { createTelemetry } from '../../src/adapters/telemetry/open-telemetry.js';
import type { CounterName, DurationName } from '../../src/ports/telemetry.js';

const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const provider = new MeterProvider({
  readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
});
beforeAll(() => {
  metrics.setGlobalMeterProvider(provider);
});

async function told(name: string) {
  await provider.forceFlush();
  const all = exporter.getMetrics().at(-1)?.scopeMetrics ?? [];
  const metric = all.flatMap((scope) => scope.metrics).find(({ descriptor }) => descriptor.name === name);
  return { descriptor: metric?.descriptor, points: metric?.dataPoints ?? [] };
}

const telemetry = createTelemetry();

it('counts add up by their facts; what is unknown is no fact, and nothing is counted no times', async () => {
  const name = 'security_info.codes.sent';
  telemetry.count(name, { delivery: 'sms', calling_code: '+49' });
  telemetry.count(name, { delivery: 'sms', calling_code: '+49' }, 2);
  telemetry.count(name, { delivery: 'email', calling_code: undefined });
  telemetry.count(name, { delivery: 'call' }, 0);
  telemetry.count(name);
  const { points } = await told(name);
  expect(points.map(({ attributes, value }) => [attributes, value])).toEqual([
    [{ delivery: 'sms', calling_code: '+49' }, 3],
    [{ delivery: 'email' }, 1],
    [{}, 1],
  ]);
});

it('durations are histograms in seconds, whose steps tell a fast request from a slow one', async () => {
  const name = 'security_info.provider.duration';
  for (const seconds of [0.004, 0.2, 20]) telemetry.record(name, seconds, { delivery: 'email' });
  const { descriptor, points } = await told(name);
  expect(descriptor?.unit).toBe('s');
  expect(points[0]?.attributes).toEqual({ delivery: 'email' });
  const { buckets, count, max, min } = points[0]?.value as {
    buckets: { boundaries: number[]; counts: number[] };
    count: number;
    max: number;
    min: number;
  };
  expect([count, min, max]).toEqual([3, 0.004, 20]);
  expect(buckets.boundaries).toEqual(DURATION_BUCKETS);
  expect(buckets.counts.flatMap((n, at) => (n === 0 ? [] : [at]))).toEqual([0, 6, DURATION_BUCKETS.length]);
});

it('every instrument is told by its name and in words', async () => {
  for (const name of Object.keys(counters)) telemetry.count(name as CounterName);
  for (const name of Object.keys(durations)) telemetry.record(name as DurationName, 1);
  for (const [name, description] of Object.entries({ ...counters, ...durations }))
    expect((await told(name)).descriptor).toMatchObject({ name, description });
});
