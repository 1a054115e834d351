import { OtlpReceiver } from './otlp-receiver.js';
import { startHost, type LocalHost } from './start-host.js';

/** A host's telemetry and log lines, from its start to its end. */
export async function recordedRun(
  run: (host: LocalHost) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly receiver: OtlpReceiver; readonly logs: string }> {
  await using receiver = await OtlpReceiver.listening();
  await using host = await startHost({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...env } });
  await run(host);
  // The last of it is sent as the host stops.
  await host.stop();
  return { receiver, logs: host.logs };
}
