/** Where telemetry goes. With neither of both nothing is exported, and no SDK is loaded. */
export interface TelemetryConfig {
  readonly console: boolean;
  /** Base address of an OTLP/HTTP receiver. */
  readonly otlpEndpoint: string | undefined;
  /** Of a hundred traces, how many are recorded. Metrics count everything. */
  readonly samplePercent: number;
}

let flushing: (() => Promise<void>) | undefined;

/** Registers an SDK, if anything is to be exported. The SDK is loaded here and nowhere else: a cold start without it pays nothing. */
export async function startTelemetry(config: TelemetryConfig): Promise<void> {
  if (flushing !== undefined || (!config.console && config.otlpEndpoint === undefined)) return;
  const { startSdk } = await import('./sdk.js');
  flushing = startSdk(config);
}

/** Sends what waits to be sent. A receiver that is away must not keep the app from ending. */
export async function flushTelemetry(): Promise<void> {
  await flushing?.().catch(() => undefined);
}
