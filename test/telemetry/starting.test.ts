import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createTelemetry } from '../../src/adapters/telemetry/open-telemetry.js';
import { parseTraceparent, traceparentOf } from '../../src/adapters/telemetry/traceparent.js';

/** Starts what is built as a host would, and answers with the packages that were loaded for it. */
const STARTS = `
  import { createRequire } from 'node:module';
  const app = await import('./dist/src/app.js');
  await app.startTelemetry();
  const files = Object.keys(createRequire(process.cwd() + '/x.js').cache);
  const packages = files.map((file) => /node_modules\\/(@opentelemetry\\/[^/]+)/.exec(file)?.[1]).filter(Boolean);
  console.log(JSON.stringify([...new Set(packages)].sort()));
  process.exit(0);
`;

async function loaded(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', STARTS], {
    env: {
      PATH: process.env['PATH'] ?? '',
      DATA_STORAGE: 'UseDevelopmentStorage=true',
      COMMUNICATION: 'endpoint=http://127.0.0.1:1/;accesskey=c2VjcmV0',
      SERVED_CALLING_CODES: '*',
      ...env,
    },
  });
  return JSON.parse(stdout) as string[];
}

describe('starting', () => {
  it('without a place for telemetry no SDK is loaded', async () => {
    // Its API comes with the durable SDK in any case.
    expect(await loaded({})).toEqual(['@opentelemetry/api']);
  });

  it.each([{ TELEMETRY: 'console' }, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }])(
    'with one it is: %j',
    async (env) => {
      expect(await loaded(env)).toEqual(
        expect.arrayContaining(['@opentelemetry/sdk-trace', '@opentelemetry/sdk-metrics']),
      );
    },
  );
});

describe('where nobody listens', () => {
  const telemetry = createTelemetry();

  it('work is done, nothing is kept, and what is thrown goes on', async () => {
    expect(await telemetry.span('x', { facts: { a: 1 } }, async () => telemetry.traceparent())).toBe(
      undefined,
    );
    expect(() => {
      telemetry.count('security_info.codes.sent', { delivery: 'email' });
      telemetry.record('security_info.provider.duration', 1);
    }).not.toThrow();
    const thrown = new Error('as it was');
    await expect(telemetry.span('x', {}, () => Promise.reject(thrown))).rejects.toBe(thrown);
  });
});

describe('traceparent', () => {
  const good = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

  it('is read and written as W3C has it', () => {
    const context = parseTraceparent(good);
    expect(context && traceparentOf(context)).toBe(good);
    const unrecorded = good.replace(/01$/, '00');
    expect(parseTraceparent(unrecorded)).toEqual({ ...context, traceFlags: 0 });
    expect(traceparentOf(parseTraceparent(unrecorded)!)).toBe(unrecorded);
    // Only whether it is recorded is ours to keep.
    expect(traceparentOf(parseTraceparent(good.replace(/01$/, 'ff'))!)).toBe(good);
  });

  it.each([
    undefined,
    '',
    'ada@example.org',
    good.replace('00-', '01-'),
    good.toUpperCase(),
    `${good}-more`,
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-0af7651916cd43dd8448eb211c80319c-${'0'.repeat(16)}-01`,
  ])('anything else is none: %s', (text) => {
    expect(parseTraceparent(text)).toBe(undefined);
  });
});
