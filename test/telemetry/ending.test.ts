import { trace } from '@opentelemetry/api';
import { expect, it, vi } from 'vitest';
import { startSdk } from '../../src/adapters/telemetry/sdk.js';
import { httpServer } from '../support/http-server.js';

/** So many that they leave at once. */
const BATCH = 512;

it('what is on its way to the receiver when the app ends is waited for', async () => {
  const told: string[] = [];
  let answer = (): void => undefined;
  await using receiver = await httpServer((request, response) => {
    request.resume();
    const end = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    if (request.url !== '/v1/traces') return void end();
    told.push('asked');
    answer = () => {
      told.push('answered');
      end();
    };
  });
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', receiver.url);
  const flush = startSdk({ console: false, otlpEndpoint: receiver.url, samplePercent: 100 });
  vi.unstubAllEnvs();
  for (let n = 0; n < BATCH; n += 1) trace.getTracer('test').startSpan('x').end();
  await expect.poll(() => told).toEqual(['asked']);
  const flushed = flush().then(() => told.push('flushed'));
  // Nothing else waits to be sent.
  await new Promise((resolve) => setTimeout(resolve, 500));
  answer();
  await flushed;
  expect(told).toEqual(['asked', 'answered', 'flushed']);
});
