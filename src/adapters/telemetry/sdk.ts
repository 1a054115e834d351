import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import {
  ConsoleMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ConsoleSpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { sampler } from './sampling.js';
import type { TelemetryConfig } from './start-telemetry.js';

const METRICS_EVERY_MS = 30_000;
const FLUSH_WITHIN_MS = 5_000;

/**
 * Everything that spans and metrics need to leave the process. Addresses, headers and timeouts of the exporters come from the
 * `OTEL_EXPORTER_OTLP_*` settings, which they read themselves.
 *
 * @returns sends what waits
 */
export function startSdk({ console, otlpEndpoint, samplePercent }: TelemetryConfig): () => Promise<void> {
  const resource = defaultResource()
    .merge(
      // Several processes may serve one instance of the host, and each counts from nothing.
      resourceFromAttributes({ 'service.name': 'security-info', 'service.instance.id': randomUUID() }),
    )
    .merge(detectResources({ detectors: [envDetector] }));
  const toOtlp = otlpEndpoint !== undefined;
  const traceExporters = toOtlp ? [new OTLPTraceExporter()] : [];
  const tracing = new TracerProvider({
    resource,
    sampler: sampler(samplePercent),
    spanProcessors: [
      ...traceExporters.map((exporter) => new BatchSpanProcessor({ exporter })),
      ...(console ? [new SimpleSpanProcessor({ exporter: new ConsoleSpanExporter() })] : []),
    ],
  });
  const metering = new MeterProvider({
    resource,
    readers: [
      ...(toOtlp ? [reader(new OTLPMetricExporter())] : []),
      ...(console ? [reader(new ConsoleMetricExporter())] : []),
    ],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  // The durable client hands the trace on to the extension through it.
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(tracing);
  metrics.setGlobalMeterProvider(metering);
  return async () => {
    const within = { timeoutMillis: FLUSH_WITHIN_MS };
    // A batch that is on its way already is no longer the processor's: its exporter waits for it.
    const underway = Promise.all(traceExporters.map((exporter) => exporter.forceFlush()));
    const enough = setTimeout(FLUSH_WITHIN_MS, undefined, { ref: false });
    await Promise.allSettled([
      tracing.forceFlush(within),
      metering.forceFlush(within),
      Promise.race([underway, enough]),
    ]);
  };
}

function reader(exporter: PushMetricExporter): PeriodicExportingMetricReader {
  return new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: METRICS_EVERY_MS });
}
